import { type Db, deleteInBatches } from '../../platform/db/index.ts'
import { deleteOldNotifications } from './store.ts'

/**
 * Deletes notifications that are older than `days`, read or not, in batches. Safe to run twice, also at once.
 *
 * @returns how many it deleted.
 */
export async function purgeNotifications(db: Db, days: number, signal: AbortSignal): Promise<number> {
  return deleteInBatches((rowsMax) => deleteOldNotifications(db, days, rowsMax), signal)
}
