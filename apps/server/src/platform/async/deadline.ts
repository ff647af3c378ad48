export class DeadlineError extends Error {
  constructor(timeoutMs: number) {
    super(`no answer within ${timeoutMs} ms`)
    this.name = 'DeadlineError'
  }
}

/**
 * The result of the work, if it ends in time. The work is not stopped; its later result or failure is
 * ignored.
 *
 * @throws DeadlineError after `timeoutMs`; before that, what the work throws.
 * @example const rows = await withDeadline(pool.query(text), 1_000)
 */
export function withDeadline<Result>(work: PromiseLike<Result>, timeoutMs: number): Promise<Result> {
  return new Promise((resolve, reject) => {
    // After this process was busy for that long, an answer that has arrived meanwhile is still read first:
    // timers come before the sockets in a turn of the event loop, and `setImmediate` after them.
    const timer = setTimeout(() => setImmediate(() => reject(new DeadlineError(timeoutMs))), timeoutMs)
    const end = (settle: () => void) => {
      clearTimeout(timer)
      settle()
    }
    work.then(
      (result) => end(() => resolve(result)),
      (error: unknown) => end(() => reject(error)),
    )
  })
}

/** Whether the work ends within `timeoutMs`, with a result or a failure. Never rejects. */
export async function settlesWithin(work: PromiseLike<unknown>, timeoutMs: number): Promise<boolean> {
  const settled = work.then(
    () => true,
    () => true,
  )
  return withDeadline(settled, timeoutMs).catch(() => false)
}
