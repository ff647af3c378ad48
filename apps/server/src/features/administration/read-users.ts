import { type Db, isUuid, type KeysetCursor, queryNamed, type Tx } from '../../platform/db/index.ts'
import type { UserRow } from '../accounts/index.ts'

/** A user, as administrators see them. */
export type AdminUserRow = Pick<
  UserRow,
  'id' | 'email' | 'name' | 'plan' | 'role' | 'credits' | 'suspendedAt' | 'createdAt'
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
const columns = `account.id, account.email, account.name, account.plan, account.role, account.credits, account.email_verified_at is not null as "emailVerified",
  account.suspended_at as "suspendedAt", account.created_at as "createdAt",
  (select max(last_used_at) from sessions where sessions.user_id = account.id) as "lastUsedAt",
  (select count(*)::int from (select from generations where generations.user_id = account.id limit ${picturesCountedMax}) counted) as pictures`

/** A text greater than every text with the given prefix, byte by byte, as the prefix indexes compare. */
const lastCharacter = '\u{10ffff}'

/** Users, newest first, after the cursor if there is one. */
export async function readUsers(
  db: Db,
  filter: UserFilter,
  page: { cursor: KeysetCursor | undefined; limit: number },
): Promise<AdminUserRow[]> {
  const { name, text, values } = buildUserQuery(filter, page)
  return queryNamed<AdminUserRow>(db, name, text, values)
}

/** Exported for the test that runs EXPLAIN on it. */
export function buildUserQuery(
  { q, plan, role, state }: UserFilter,
  { cursor, limit }: { cursor: KeysetCursor | undefined; limit: number },
): { name: string; text: string; values: unknown[] } {
  const values: unknown[] = [limit]
  const bind = (value: unknown) => `$${values.push(value)}`
  const parts: [name: string, condition: string][] = []
  if (q && isUuid(q)) parts.push(['id', `id = ${bind(q)}::uuid`])
  else if (q) {
    const [from, to] = [bind(q.toLowerCase()), bind(q.toLowerCase() + lastCharacter)]
    const begins = (column: string) => `(${column} ~>=~ ${from} and ${column} ~<~ ${to})`
    parts.push(['q', `(${begins('email')} or ${begins('lower(name)')})`])
  }
  // Written out, because the partial indexes have these conditions.
  if (plan) parts.push([plan.toLowerCase(), `plan = '${plan}'`])
  if (role) parts.push([role.toLowerCase(), `role = '${role}'`])
  if (state) parts.push([state, `suspended_at is ${state === 'suspended' ? 'not null' : 'null'}`])
  if (cursor)
    parts.push([
      'after',
      `(created_at, id) < (${bind(cursor.createdAt)}::timestamptz, ${bind(cursor.id)}::uuid)`,
    ])
  const conditions = parts.map(([, condition]) => condition).join(' and ')
  return {
    name: ['read_users', ...parts.map(([part]) => part)].join('_'),
    text: `select ${columns} from (
       select * from users ${conditions && `where ${conditions}`} order by created_at desc, id desc limit $1
     ) account order by account.created_at desc, account.id desc`,
    values,
  }
}

export async function readUser(db: Db | Tx, userId: string): Promise<AdminUserRow | undefined> {
  const [row] = await queryNamed<AdminUserRow>(
    db,
    'read_admin_user',
    `select ${columns} from users account where account.id = $1`,
    [userId],
  )
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
