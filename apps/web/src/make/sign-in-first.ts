import { leaveForSignIn } from '../session/index.ts'

const drawKey = 'chatsvg.draw-after-sign-in'
/** After this time a user who signs in no longer expects the picture. */
const keptMs = 10 * 60_000

/**
 * Leads to the sign-in page; afterwards this sentence is drawn. Only in this tab, within a short time, and
 * once.
 */
export function signInAndDraw(prompt: string): void {
  sessionStorage.setItem(drawKey, JSON.stringify({ prompt, atMs: Date.now() }))
  leaveForSignIn()
}

/** Whether this sentence was requested just before signing in. True only once. */
export function takeDrawAfterSignIn(prompt: string): boolean {
  const kept = readKept()
  forgetDrawAfterSignIn()
  const ageMs = Date.now() - (kept?.atMs ?? 0)
  return kept?.prompt === prompt && ageMs >= 0 && ageMs < keptMs
}

/** A user who returns without signing in has changed their mind. */
export const forgetDrawAfterSignIn = (): void => sessionStorage.removeItem(drawKey)

function readKept(): { prompt?: unknown; atMs?: number } | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(drawKey) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}
