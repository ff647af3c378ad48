import { outsideSpans } from '../traces/index.ts'

/**
 * A second batch may be sent while one is in flight, so that one slow connection does not delay all requests.
 */
const batchesMax = 2

/** How long a batch of this many keys waits for further calls, unless it is full or none is expected soon. */
export type Gathering = { waitMs: number; isWhole: (keys: number) => boolean }

type Waiting<Value> = { resolve: (value: Value | undefined) => void; reject: (error: unknown) => void }

/**
 * Combines concurrent calls into one statement. A caller joins the batch that is being collected, never one
 * that was already sent, so a value is always read after the call: nothing is cached.
 *
 * @param run the values of these keys; a key without a value is absent.
 * @param keysMax the maximum of keys in one batch.
 * @param gathering by default a batch waits for the calls of the same turn of the event loop only.
 */
export function batchCalls<Key, Value>(
  run: (keys: Key[]) => Promise<Map<Key, Value>>,
  keysMax = Number.POSITIVE_INFINITY,
  { waitMs, isWhole }: Gathering = { waitMs: 0, isWhole: () => true },
): (key: Key) => Promise<Value | undefined> {
  let gathering = new Map<Key, Waiting<Value>[]>()
  let timer: NodeJS.Timeout | undefined
  let scheduled = false
  let sent = 0

  function schedule(): void {
    if (scheduled || gathering.size === 0 || sent >= batchesMax) return
    // The statement belongs to no single request.
    outsideSpans(() => {
      if (gathering.size < keysMax && !isWhole(gathering.size)) timer ??= setTimeout(sendSoon, waitMs)
      else sendSoon()
    })
  }

  function sendSoon(): void {
    clearTimeout(timer)
    timer = undefined
    scheduled = true
    setImmediate(() => void send())
  }

  async function send(): Promise<void> {
    const keys = [...gathering]
    const batch = new Map(keys.slice(0, keysMax))
    gathering = new Map(keys.slice(keysMax))
    scheduled = false
    sent += 1
    schedule()
    try {
      const values = await run([...batch.keys()])
      for (const [key, waiting] of batch) for (const { resolve } of waiting) resolve(values.get(key))
    } catch (error) {
      for (const waiting of batch.values()) for (const { reject } of waiting) reject(error)
    } finally {
      sent -= 1
      schedule()
    }
  }

  return (key) =>
    new Promise((resolve, reject) => {
      const waiting = gathering.get(key)
      if (waiting) waiting.push({ resolve, reject })
      else gathering.set(key, [{ resolve, reject }])
      schedule()
    })
}
