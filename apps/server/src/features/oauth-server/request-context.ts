import { AsyncLocalStorage } from 'node:async_hooks'
import type { Db, Tx } from '../../platform/db/index.ts'
import type { Origin } from '../../platform/http/index.ts'

/** A change of the library's state, in a transaction; `afterwards` runs after its commit. */
export type Write = { apply: (tx: Tx) => Promise<void>; afterwards?: (() => void) | undefined }

/**
 * What the adapter knows about a request to the library. `collects`: its writes are done together, after the
 * library has finished, so that a code is used up and its tokens exist, or neither.
 */
export type RequestContext = { origin: Origin; collects: boolean; writes: Write[] }

export type RequestContexts = {
  run<Result>(context: Omit<RequestContext, 'writes'>, work: () => Result): Result
  current(): RequestContext | undefined
  /** Now, or with the other writes of the request. */
  write(write: Write): Promise<void>
  /** Does the writes that were collected, in one transaction. */
  flush(): Promise<void>
}

export function createRequestContexts(db: Db): RequestContexts {
  const storage = new AsyncLocalStorage<RequestContext>()

  async function commit(writes: Write[]): Promise<void> {
    if (writes.length === 0) return
    await db.transaction(async (tx) => {
      for (const { apply } of writes) await apply(tx)
    })
    for (const { afterwards } of writes) afterwards?.()
  }

  return {
    run: (context, work) => storage.run({ ...context, writes: [] }, work),
    current: () => storage.getStore(),
    async write(write) {
      const context = storage.getStore()
      if (context?.collects) context.writes.push(write)
      else await commit([write])
    },
    async flush() {
      await commit(storage.getStore()?.writes.splice(0) ?? [])
    },
  }
}
