/**
 * Reads at most once at a time, and not again while the last value is young: whoever asks meanwhile gets the
 * same. The age counts from the beginning of the read, so that no value is older than it says. A read that
 * fails is told to all who wait for it, and is not remembered.
 *
 * @param freshMs Infinity: what was read once holds for ever.
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
