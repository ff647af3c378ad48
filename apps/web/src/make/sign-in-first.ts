import { leaveForSignIn } from '../session/index.ts'

const drawKey = 'chatsvg.draw-after-sign-in'
/** After this long the user does not expect the picture any more. */
const keptMs = 10 * 60_000

/**
 * To the sign-in page; afterwards this sentence is drawn, as was asked for. In this tab alone, soon, and
 * once.
 */
export function signInAndDraw(prompt: string): void {
  sessionStorage.setItem(drawKey, JSON.stringify({ prompt, atMs: Date.now() }))
  leaveForSignIn()
}

/** Whether this sentence was asked for just before signing in. Says so once. */
export function takeDrawAfterSignIn(prompt: string): boolean {
  const kept = readKept()
  forgetDrawAfterSignIn()
  const ageMs = Date.now() - (kept?.atMs ?? 0)
  return kept?.prompt === prompt && ageMs >= 0 && ageMs < keptMs
}

/** A user who comes back without signing in does not want it any more. */
export const forgetDrawAfterSignIn = (): void => sessionStorage.removeItem(drawKey)

function readKept(): { prompt?: unknown; atMs?: number } | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(drawKey) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}
