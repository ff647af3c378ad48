import { leaveForSignIn } from '../session/index.ts'

const drawKey = 'chatsvg.draw-after-sign-in'
/** After this long the user no longer expects the picture. */
const keptMs = 10 * 60_000

/**
 * Opens the sign-in page; afterwards this prompt is drawn: only in this tab, for a limited time, and once.
 */
export function signInAndDraw(prompt: string): void {
  sessionStorage.setItem(drawKey, JSON.stringify({ prompt, atMs: Date.now() }))
  leaveForSignIn()
}

/** Whether this prompt was submitted just before the sign-in. Returns true only once. */
export function takeDrawAfterSignIn(prompt: string): boolean {
  const kept = readHistoryEntry()
  clearDrawAfterSignIn()
  const ageMs = Date.now() - (kept?.atMs ?? 0)
  return kept?.prompt === prompt && ageMs >= 0 && ageMs < keptMs
}

/** A user who returns without signing in no longer wants it. */
export const clearDrawAfterSignIn = (): void => sessionStorage.removeItem(drawKey)

function readHistoryEntry(): { prompt?: unknown; atMs?: number } | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(drawKey) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}
