import { type SQL, sql } from 'drizzle-orm'
import {
  constant,
  type Db,
  defineStatement,
  defineStatements,
  isUuid,
  type KeysetCursor,
  literal,
  queryNamed,
  type Tx,
} from '../../platform/db/index.ts'
import type { UserRow } from '../accounts/index.ts'
import { nameOfList, type Page, type PageValues, valuesOfPage, where } from './list-store.ts'

/** A user, as administrators see them. */
export type AdminUserRow = Pick<
  UserRow,
  'id' | 'kind' | 'email' | 'name' | 'plan' | 'role' | 'credits' | 'suspendedAt' | 'createdAt'
> & {
  emailVerified: boolean
  lastUsedAt: Date | null
  /** Counted up to `picturesCountedMax`. */
  pictures: number
}

export const roles = ['USER', 'ADMIN'] as const
export const states = ['active', 'suspended'] as const

export type UserFilter = {
  /** The prefix of an address or a name, in any case, or a complete id. */
  q?: string
  plan?: UserRow['plan']
  role?: UserRow['role']
  state?: (typeof states)[number]
}

/** A page must not count millions of pictures. */
export const picturesCountedMax = 10_000

/**
 * Sessions and pictures belong to other features: this feature reads them by table name and never writes
 * them. Each is an index lookup for a user of the page.
 */
const columns = sql`account.id, account.kind, account.email, account.name, account.plan, account.role, account.credits, account.email_verified_at is not null as "emailVerified",
  account.suspended_at as "suspendedAt", account.created_at as "createdAt",
  (select max(last_used_at) from sessions where sessions.user_id = account.id) as "lastUsedAt",
  (select count(*)::int from (select from generations where generations.user_id = account.id and is_newest limit ${constant(picturesCountedMax)}) counted) as pictures`

/** A text greater than every text with the given prefix, byte by byte, as the prefix indexes compare. */
const lastCharacter = '\u{10ffff}'

type Shape = { filter: UserFilter; cursor: KeysetCursor | undefined }
type UserValues = PageValues & { q: string | undefined; qEnd: string | undefined }

/** Exported, like `valuesOfUsers`, for the test that runs EXPLAIN on it. */
export const userList = defineStatements<Shape, UserValues, AdminUserRow>(
  ({ filter: { q, plan, role, state }, cursor }) =>
    nameOfList('read_users', [
      q && (isUuid(q) ? 'id' : 'q'),
      plan?.toLowerCase(),
      role?.toLowerCase(),
      state,
      cursor && 'after',
    ]),
  (value, { filter: { q, plan, role, state }, cursor }) => {
    const begins = (column: SQL) => sql`(${column} ~>=~ ${value.q} and ${column} ~<~ ${value.qEnd})`
    const isFound =
      q && isUuid(q)
        ? sql`id = ${value.q}::uuid`
        : sql`(${begins(sql`email`)} or ${begins(sql`lower(name)`)})`
    return sql`select ${columns} from (
        select * from users
        ${where([
          q ? isFound : undefined,
          // Constants, because the partial indexes have these conditions.
          plan && sql`plan = ${literal(plan)}`,
          role && sql`role = ${literal(role)}`,
          state && (state === 'suspended' ? sql`suspended_at is not null` : sql`suspended_at is null`),
          cursor && sql`(created_at, id) < (${value.createdAt}::timestamptz, ${value.id}::uuid)`,
        ])}
        order by created_at desc, id desc limit ${value.limit}
      ) account order by account.created_at desc, account.id desc`
  },
)

export function valuesOfUsers({ q }: UserFilter, page: Page): UserValues {
  const from = q && !isUuid(q) ? q.toLowerCase() : q
  return { ...valuesOfPage(page), q: from, qEnd: from && from + lastCharacter }
}

/** Users, newest first. */
export async function readUsers(db: Db, filter: UserFilter, page: Page): Promise<AdminUserRow[]> {
  return userList({ filter, cursor: page.cursor }).run(db, valuesOfUsers(filter, page))
}

const oneUser = defineStatement<{ userId: string }, AdminUserRow>(
  'read_admin_user',
  ({ userId }) => sql`select ${columns} from users account where account.id = ${userId}`,
)

export async function readUser(db: Db | Tx, userId: string): Promise<AdminUserRow | undefined> {
  const [row] = await oneUser.run(db, { userId })
  return row
}

export async function findUserId(db: Db, email: string): Promise<string | undefined> {
  const [row] = await queryNamed<{ id: string }>(
    db,
    'find_user_id',
    'select id from users where email = lower($1)',
    [email],
  )
  return row?.id
}

export type UserFacts = {
  sessions: number
  jobs: { queued: number; running: number; succeeded: number; failed: number }
  entries: LedgerEntryRow[]
}

export type LedgerEntryRow = {
  id: string
  delta: number
  reason: string
  jobId: string | null
  note: string | null
  createdAt: Date
}

const entriesMax = 20
const entryColumns = `id, delta, reason, job_id as "jobId", note, created_at as "createdAt"`

/** The number of live sessions and of jobs, and the latest ledger entries, newest first. */
export async function readUserFacts(db: Db, userId: string): Promise<UserFacts> {
  const [[counts], entries] = await Promise.all([
    queryNamed<UserFacts['jobs'] & { sessions: number }>(
      db,
      'read_user_counts',
      `select (select count(*)::int from sessions where user_id = $1 and revoked_at is null and expires_at > now()) as sessions,
         count(*) filter (where status = 'QUEUED')::int as queued, count(*) filter (where status = 'RUNNING')::int as running,
         count(*) filter (where status = 'SUCCEEDED')::int as succeeded, count(*) filter (where status = 'FAILED')::int as failed
       from generation_jobs where user_id = $1`,
      [userId],
    ),
    queryNamed<LedgerEntryRow>(
      db,
      'read_user_entries',
      `select ${entryColumns} from credit_entries where user_id = $1 order by created_at desc, id desc limit ${entriesMax}`,
      [userId],
    ),
  ])
  const { sessions = 0, queued = 0, running = 0, succeeded = 0, failed = 0 } = counts ?? {}
  return { sessions, jobs: { queued, running, succeeded, failed }, entries }
}

/** The ledger entries of a job, oldest first. */
export async function readJobEntries(db: Db, jobId: string): Promise<LedgerEntryRow[]> {
  return queryNamed<LedgerEntryRow>(
    db,
    'read_job_entries',
    `select ${entryColumns} from credit_entries where job_id = $1 order by created_at, id`,
    [jobId],
  )
}
