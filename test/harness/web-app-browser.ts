import type { Client } from './client.ts'

/** The cookies of a client, in a browser's format. */
export function cookiesFor(url: string, { cookies }: Client) {
  const { hostname: domain } = new URL(url)
  return [...cookies].map(([name, value]) => ({
    name,
    value,
    domain,
    path: name === 'refreshToken' ? '/api/auth' : '/',
    httpOnly: name !== 'csrf-token',
    sameSite: 'Lax' as const,
  }))
}

/** For `evaluate`: waits until fonts are loaded and all finite animations have ended. */
export const untilStill = `document.fonts.ready
  .then(() => document.getAnimations().filter((one) => one.effect.getTiming().iterations !== Infinity))
  .then((moving) => Promise.allSettled(moving.map((one) => one.finished)))
  .then(() => undefined)`
