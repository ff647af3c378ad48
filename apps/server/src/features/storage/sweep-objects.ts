import type { Db } from '../../platform/db/index.ts'
import type { Log } from '../../platform/log/index.ts'
import { reachFailpoint } from './failpoints.ts'
import { adoptUnknown, checkObjects, endRemovals, listRemovals, recordRemoved } from './store.ts'

const batchRows = 200
const removalsAtOnce = 8
/** Of an object that no row knows: far longer than the time between writing an object and its row. */
const adoptedAfterMs = 24 * 60 * 60 * 1000

/**
 * Deletes the objects to which no picture refers. First their rows are moved to the removals, in a
 * transaction that no new picture with such an object can pass; then the objects are deleted. Safe to run
 * twice, also in parallel.
 *
 * @returns how many objects were deleted.
 * @throws ObjectStorageError when the storage does not work now.
 */
export async function sweepObjects(db: Db, signal: AbortSignal, log: Log): Promise<number> {
  const { objects } = db
  if (!objects) return 0
  for (let checked = batchRows; checked === batchRows; ) {
    signal.throwIfAborted()
    ;({ checked } = await db.transaction((tx) => checkObjects(tx, batchRows)))
  }
  reachFailpoint('object.removal_begun')
  let removed = 0
  for (;;) {
    signal.throwIfAborted()
    const keys = await listRemovals(db, batchRows)
    if (keys.length === 0) break
    for (let at = 0; at < keys.length; at += removalsAtOnce) {
      const some = keys.slice(at, at + removalsAtOnce)
      await Promise.all(some.map((key) => objects.remove(key)))
      await recordRemoved(db, some)
      removed += some.length
    }
  }
  await endRemovals(db)
  if (removed > 0) log.info({ removed }, 'deleted objects of deleted pictures')
  return removed
}

/**
 * Finds objects in the bucket that no row knows, and hands them to the sweep.
 *
 * @returns how many objects the bucket has, and how many of them were unknown.
 * @throws ObjectStorageError
 */
export async function adoptObjects(
  db: Db,
  signal: AbortSignal,
  onPage: (listed: number) => void = () => {},
): Promise<{ listed: number; adopted: number }> {
  const count = { listed: 0, adopted: 0 }
  for await (const page of db.objects?.list(signal) ?? []) {
    const oldest = Date.now() - adoptedAfterMs
    const old = page.filter(({ writtenAt }) => writtenAt.getTime() < oldest)
    if (old.length > 0)
      count.adopted += await adoptUnknown(
        db,
        old.map(({ name }) => name),
      )
    count.listed += page.length
    onPage(count.listed)
  }
  return count
}
