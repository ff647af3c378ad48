import { and, eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Db, Tx } from '../../platform/db/index.ts'
import { type ActDetails, adminActs } from './tables.ts'

export type ActRow = typeof adminActs.$inferSelect
export type AdminAction = ActRow['action']

/** Who acts: an administrator, or the operator who runs the program on the server. */
export type Actor = { kind: 'user'; id: string } | { kind: 'command-line' }

/** What the log stores of every action, besides its details. */
export type ActBy = {
  actor: Actor
  reason: string
  requestId: string | null
  /** With this key the same action happens only once. Only users have one. */
  idempotencyKey?: string | undefined
}

export type ActSubject = { kind: ActRow['subjectKind']; id: string | null }

/**
 * Adds a row to the log of actions, in the transaction of the action.
 *
 * @returns false when the row would violate a unique key: the same key of this actor, or a second retry of a
 * job. Then nothing was written.
 */
export async function recordAct(
  tx: Tx,
  { actor, reason, requestId, idempotencyKey }: ActBy,
  act: { action: AdminAction; subject: ActSubject; details?: ActDetails },
): Promise<boolean> {
  const rows = await tx
    .insert(adminActs)
    .values({
      id: uuidv7(),
      actorKind: actor.kind,
      actorId: actor.kind === 'user' ? actor.id : null,
      action: act.action,
      subjectKind: act.subject.kind,
      subjectId: act.subject.id,
      reason,
      details: act.details ?? {},
      requestId,
      idempotencyKey: actor.kind === 'user' ? idempotencyKey : undefined,
    })
    .onConflictDoNothing()
    .returning({ id: adminActs.id })
  return rows.length > 0
}

export async function findActByKey(
  db: Db | Tx,
  actorId: string,
  idempotencyKey: string,
): Promise<ActRow | undefined> {
  const [row] = await db
    .select()
    .from(adminActs)
    .where(and(eq(adminActs.actorId, actorId), eq(adminActs.idempotencyKey, idempotencyKey)))
  return row
}

/** The action that retried a failed job; its details contain the id of the successor. */
export async function findRetryOf(db: Db, jobId: string): Promise<ActRow | undefined> {
  const [row] = await db
    .select()
    .from(adminActs)
    .where(and(eq(adminActs.action, 'job.retry'), eq(adminActs.subjectId, jobId)))
  return row
}
