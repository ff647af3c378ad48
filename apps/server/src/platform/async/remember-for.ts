/**
 * Caches the value of a read for `freshMs`; callers during a read share it. The age counts from the beginning
 * of the read, so that no value is older than `freshMs` allows. If a read fails, all callers that wait for it
 * get the error, and it is not cached.
 *
 * @param freshMs Infinity: the first value is used for ever.
 * @example const readCounts = rememberFor(500, () => queue.counts(definition))
 */
export function rememberFor<Value>(freshMs: number, read: () => Promise<Value>): () => Promise<Value> {
  let reading: Promise<Value> | undefined
  let latest: { value: Value; askedAtMs: number } | undefined

  async function readNow(): Promise<Value> {
    const askedAtMs = performance.now()
    try {
      const value = await read()
      latest = { value, askedAtMs }
      return value
    } finally {
      reading = undefined
    }
  }

  return async () => {
    if (latest && performance.now() - latest.askedAtMs < freshMs) return latest.value
    reading ??= readNow()
    return reading
  }
}
