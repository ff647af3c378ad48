import { sql } from 'drizzle-orm'
import { type Db, defineStatements, type KeysetCursor } from '../../platform/db/index.ts'
import type { ActRow, AdminAction } from './act-store.ts'
import { nameOfList, type Page, type PageValues, valuesOfPage, where } from './list-store.ts'

export type ListedAct = Omit<ActRow, 'idempotencyKey'> & {
  /** null: the account was deleted, or there was none. */
  actorEmail: string | null
}

export type ActFilter = {
  actorId?: string | undefined
  action?: AdminAction
  subjectId?: string | undefined
}

const columns = sql`act.id, act.actor_kind as "actorKind", act.actor_id as "actorId", actor.email as "actorEmail", act.action, act.subject_kind as "subjectKind",
  act.subject_id as "subjectId", act.reason, act.details, act.request_id as "requestId", act.created_at as "createdAt"`

type Shape = { filter: ActFilter; cursor: KeysetCursor | undefined }

const actList = defineStatements<Shape, ActFilter & PageValues, ListedAct>(
  ({ filter, cursor }) =>
    nameOfList('read_acts', [
      filter.actorId && 'actor',
      filter.action && 'action',
      filter.subjectId && 'subject',
      cursor && 'after',
    ]),
  (value, { filter, cursor }) => sql`
    select ${columns} from admin_acts act left join users actor on actor.id = act.actor_id
    ${where([
      filter.actorId ? sql`act.actor_id = ${value.actorId}::uuid` : undefined,
      filter.action && sql`act.action = ${value.action}`,
      // The query names the kinds because the index begins with them.
      filter.subjectId
        ? sql`act.subject_kind in ('user', 'job', 'queue', 'model', 'picture', 'collection', 'author') and act.subject_id = ${value.subjectId}`
        : undefined,
      cursor && sql`(act.created_at, act.id) < (${value.createdAt}::timestamptz, ${value.id}::uuid)`,
    ])}
    order by act.created_at desc, act.id desc limit ${value.limit}`,
)

/** The log of actions, newest first. */
export async function readActs(db: Db, filter: ActFilter, page: Page): Promise<ListedAct[]> {
  return actList({ filter, cursor: page.cursor }).run(db, { ...filter, ...valuesOfPage(page) })
}
