export type EmailRetries = {
  /** First wait after a failed attempt; it doubles each time. */
  backoffMs: number
  /** The longest wait, whoever asks for it. */
  backoffMaxMs: number
}

/**
 * Wait before the next attempt. Up to half of it is added at random, so that emails which failed together do
 * not come back together, and it is at least what the other side asked for.
 *
 * @param attempt the one that failed, from 1.
 * @param random a number from 0 up to, not including, 1.
 */
export function backoffFor(
  attempt: number,
  { backoffMs, backoffMaxMs }: EmailRetries,
  random: number,
  retryAfterMs = 0,
): number {
  const exponential = Math.min(backoffMs * 2 ** Math.min(attempt - 1, 20), backoffMaxMs)
  const asked = Math.min(retryAfterMs, backoffMaxMs)
  return Math.round(Math.max(exponential * (1 + random / 2), asked))
}
