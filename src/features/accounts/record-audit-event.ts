import { uuidv7 } from 'uuidv7'
import type { Db, Tx } from '../../platform/db/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import { auditEvents } from './tables.ts'

export type AuditAction = 'sign_up' | 'log_in' | 'log_out' | 'refresh_reuse'

/** Adds a line to the security log, in the transaction of what it tells about where there is one. */
export async function recordAuditEvent(
  db: Db | Tx,
  event: { userId: string | null; action: AuditAction; succeeded: boolean; origin: Origin },
): Promise<void> {
  const { userId, action, succeeded, origin } = event
  await db.insert(auditEvents).values({ id: uuidv7(), userId, action, succeeded, ...origin })
}
