import { and, eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Db, Tx } from '../../platform/db/index.ts'
import { type ActDetails, adminActs } from './tables.ts'

export type ActRow = typeof adminActs.$inferSelect
export type AdminAction = ActRow['action']

/** Who acts: an administrator, or whoever may run the program on the server. */
export type Actor = { kind: 'user'; id: string } | { kind: 'command-line' }

/** What is kept of every act beside what was done. */
export type ActBy = {
  actor: Actor
  reason: string
  requestId: string | null
  /** The same act with it is done once. Only of users. */
  idempotencyKey?: string | undefined
}

export type ActSubject = { kind: ActRow['subjectKind']; id: string | null }

/**
 * Adds a line to the log of acts, in the transaction of what it tells about.
 *
 * @returns false when there is one already that there may be only one of: with this actor's key, or a second
 * retry of a job. Nothing was written then.
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

/** The act by which a failed job was given its successor, whose id is in the details. */
export async function findRetryOf(db: Db, jobId: string): Promise<ActRow | undefined> {
  const [row] = await db
    .select()
    .from(adminActs)
    .where(and(eq(adminActs.action, 'job.retry'), eq(adminActs.subjectId, jobId)))
  return row
}
