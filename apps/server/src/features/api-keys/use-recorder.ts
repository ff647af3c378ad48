import { type Db, isUnavailable } from '../../platform/db/index.ts'
import type { Log } from '../../platform/log/index.ts'
import { addUses, type CountedUses } from './use-store.ts'

/** A use of a key; `call` as in the table. */
export type RecordedUse = { keyId: string; call: string; address: string; isRefused: boolean }

/** Collects uses and writes them together. Disposing writes what is left. */
export type UseRecorder = AsyncDisposable & {
  record(use: RecordedUse): void
  /** Writes what has been collected. */
  flush(): Promise<void>
}

const flushMs = 1_000
/** While the database is down, further combinations of key, day and call are not counted. */
const countedMax = 20_000

export function createUseRecorder(db: Db, log: Log): UseRecorder {
  let counted = new Map<string, CountedUses>()
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()

  function add(use: CountedUses): void {
    const name = `${use.key_id} ${use.day} ${use.call}`
    const known = counted.get(name)
    if (!known) {
      if (counted.size < countedMax) counted.set(name, use)
      return
    }
    known.uses += use.uses
    known.refusals += use.refusals
    const later = use.last_at >= known.last_at ? use : known
    known.last_address = later.last_address
    known.last_at = later.last_at
  }

  function schedule(): void {
    if (timer || counted.size === 0) return
    timer = setTimeout(() => void flush(), flushMs)
    timer.unref()
  }

  async function write(): Promise<void> {
    const batch = [...counted.values()]
    counted = new Map()
    if (batch.length === 0) return
    try {
      await addUses(db, batch)
    } catch (err) {
      log.warn({ err }, 'uses of API keys could not be stored')
      if (isUnavailable(err)) for (const use of batch) add(use)
      schedule()
    }
  }

  function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    writing = writing.then(write)
    return writing
  }

  return {
    record({ keyId, call, address, isRefused }) {
      const now = new Date().toISOString()
      add({
        ...{ key_id: keyId, day: now.slice(0, 10), call, uses: 1, refusals: isRefused ? 1 : 0 },
        ...{ first_at: now, last_at: now, first_address: address, last_address: address },
      })
      schedule()
    },
    flush,
    [Symbol.asyncDispose]: flush,
  }
}
