export type EmailRetries = {
  /** First wait after a failed attempt; it doubles each time. */
  backoffMs: number
  /** The longest delay, whatever the server asks for. */
  backoffMaxMs: number
}

/**
 * The delay before the next attempt. Up to half of it is added at random, so that emails which failed
 * together are not retried together. It is at least what the mail server asked for.
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
