import { navigate } from 'wouter/use-browser-location'

const pendingKey = 'chatsvg.draw-after-sign-in'
/** After this long the user no longer expects the picture. */
const keptMs = 10 * 60_000

/**
 * Opens the page where the user signs up or in; afterwards this prompt is drawn once, only in this tab and
 * within a limited time.
 *
 * @param path the path of that page.
 */
export function drawAfterSignIn(prompt: string, path: string): void {
  sessionStorage.setItem(pendingKey, JSON.stringify({ prompt, atMs: Date.now() }))
  navigate(path)
}

/** The prompt that is drawn after the user has signed up or in. */
export function readPendingPrompt(): string | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(pendingKey) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return undefined
    const { prompt, atMs } = kept as { prompt?: unknown; atMs?: unknown }
    const ageMs = Date.now() - Number(atMs)
    return typeof prompt === 'string' && ageMs >= 0 && ageMs < keptMs ? prompt : undefined
  } catch {
    return undefined
  }
}

/** Whether this prompt was submitted just before the sign-up. Returns true only once. */
export function takePendingPrompt(prompt: string): boolean {
  const pending = readPendingPrompt()
  clearPendingPrompt()
  return pending === prompt
}

/** If a visitor returns without an account, the prompt is dropped. */
export const clearPendingPrompt = (): void => sessionStorage.removeItem(pendingKey)
