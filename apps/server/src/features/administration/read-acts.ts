import { type Db, type KeysetCursor, queryNamed } from '../../platform/db/index.ts'
import type { ActRow, AdminAction } from './act-store.ts'

export type ListedAct = Omit<ActRow, 'idempotencyKey'> & {
  /** null: the account was deleted, or there was none. */
  actorEmail: string | null
}

export type ActFilter = {
  actorId?: string | undefined
  action?: AdminAction
  subjectId?: string | undefined
}

const columns = `act.id, act.actor_kind as "actorKind", act.actor_id as "actorId", actor.email as "actorEmail", act.action, act.subject_kind as "subjectKind",
  act.subject_id as "subjectId", act.reason, act.details, act.request_id as "requestId", act.created_at as "createdAt"`

/** The log of actions, newest first, after the cursor if there is one. */
export async function readActs(
  db: Db,
  { actorId, action, subjectId }: ActFilter,
  { cursor, limit }: { cursor: KeysetCursor | undefined; limit: number },
): Promise<ListedAct[]> {
  const values: unknown[] = [limit]
  const bind = (value: unknown) => `$${values.push(value)}`
  const conditions: string[] = []
  if (actorId) conditions.push(`act.actor_id = ${bind(actorId)}::uuid`)
  if (action) conditions.push(`act.action = ${bind(action)}`)
  // The query names the kinds because the index begins with them.
  if (subjectId)
    conditions.push(
      `act.subject_kind in ('user', 'job', 'queue', 'model', 'picture') and act.subject_id = ${bind(subjectId)}`,
    )
  if (cursor)
    conditions.push(
      `(act.created_at, act.id) < (${bind(cursor.createdAt)}::timestamptz, ${bind(cursor.id)}::uuid)`,
    )
  const parts = { actor: actorId, action, subject: subjectId, after: cursor }
  const used = Object.entries(parts).flatMap(([name, value]) => (value ? [name] : []))
  return queryNamed<ListedAct>(
    db,
    ['read_acts', ...used].join('_'),
    `select ${columns} from admin_acts act left join users actor on actor.id = act.actor_id
     ${conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''} order by act.created_at desc, act.id desc limit $1`,
    values,
  )
}
