import { eq, sql } from 'drizzle-orm'
import type { Static, TSchema } from 'typebox'
import { uuidv7 } from 'uuidv7'
import { type Db, defineStatement, queryNamed, type Tx } from '../../platform/db/index.ts'
import type { EmailDefinition } from './define-email.ts'
import { outbox } from './tables.ts'

export type NewEmail<Data> = { userId: string | null; recipient: string; data: Data }

/**
 * Queues an email, in the transaction of the event that it reports. Enqueue its id after the commit. An email
 * to a workspace (`workspaceOfEmail`) is sent to its owners and admins.
 *
 * @returns the email's id.
 */
export async function queueEmail<Data extends TSchema>(
  db: Db | Tx,
  definition: EmailDefinition<Data>,
  email: NewEmail<Static<Data>>,
): Promise<string> {
  const id = uuidv7()
  const { userId, recipient, data } = email
  await db.insert(outbox).values({ id, letter: definition.name, userId, recipient, data })
  return id
}

/** Sets the user of the email once it is known: the email is then exported and deleted with the account. */
export async function assignEmail(tx: Tx, emailId: string, userId: string): Promise<void> {
  await tx.update(outbox).set({ userId }).where(eq(outbox.id, emailId))
}

/**
 * An email that this worker sends. `attempts` counts this attempt, and distinguishes this claim from others.
 */
export type ClaimedEmail = {
  id: string
  userId: string | null
  letter: string
  recipient: string
  data: unknown
  attempts: number
  createdAt: Date
}

/**
 * Claims the email if it is queued and due, and nobody is sending it: it is unclaimed, or its last claim has
 * expired. The claim counts the attempt, so that an email which kills its worker every time ends.
 */
export async function claimEmail(
  db: Db,
  emailId: string,
  claimMs: number,
): Promise<ClaimedEmail | undefined> {
  const [row] = await queryNamed<ClaimedEmail>(
    db,
    'claim_letter',
    `update mail_letters set attempts = attempts + 1, claimed_until = now() + make_interval(secs => $2::float8 / 1000)
     where id = $1::uuid and status = 'QUEUED' and due_at <= now() + interval '1 second'
       and (claimed_until is null or claimed_until < now())
     returning id, user_id as "userId", letter, recipient, data, attempts, created_at as "createdAt"`,
    [emailId, claimMs],
  )
  return row
}

/**
 * How many emails of the same kind were queued for the same address in the 24 hours before this one, without
 * dropped ones. Of emails that are sent at the same time each gets another number.
 */
export async function countEarlierEmails(
  db: Db,
  { id, letter, recipient }: Pick<ClaimedEmail, 'id' | 'letter' | 'recipient'>,
): Promise<number> {
  const [row] = await queryNamed<{ earlier: number }>(
    db,
    'count_earlier_letters',
    `select count(*)::int as earlier from mail_letters other, mail_letters this
     where this.id = $1::uuid and other.recipient = $2 and other.letter = $3 and other.status <> 'DROPPED'
       and other.created_at > this.created_at - interval '24 hours'
       and (other.created_at, other.id) < (this.created_at, this.id)`,
    [id, recipient, letter],
  )
  return row?.earlier ?? 0
}

/** @returns false when another worker has claimed the email in the meantime, or it was deleted. */
export async function endEmail(
  db: Db,
  { id, attempts }: ClaimedEmail,
  status: 'SENT' | 'DROPPED' | 'FAILED',
): Promise<boolean> {
  const rows = await queryNamed(
    db,
    'end_letter',
    `update mail_letters set status = $3::text, ended_at = now(), claimed_until = null
     where id = $1::uuid and attempts = $2::int and status = 'QUEUED' and claimed_until is not null returning id`,
    [id, attempts, status],
  )
  return rows.length > 0
}

/**
 * Puts the email back, due after `delayMs`. `countAttempt: false` does not count the attempt, for a worker
 * that stops for another reason. @returns false as `endEmail` does.
 */
export async function requeueEmail(
  db: Db,
  { id, attempts }: ClaimedEmail,
  { delayMs, countAttempt }: { delayMs: number; countAttempt: boolean },
): Promise<boolean> {
  const rows = await queryNamed(
    db,
    'requeue_letter',
    `update mail_letters set claimed_until = null, due_at = now() + make_interval(secs => $3::float8 / 1000),
       attempts = attempts - case when $4::boolean then 0 else 1 end
     where id = $1::uuid and attempts = $2::int and status = 'QUEUED' and claimed_until is not null returning id`,
    [id, attempts, delayMs, countAttempt],
  )
  return rows.length > 0
}

const forwarding = defineStatement<{ id: string; attempts: number; workspaceId: string }, { id: string }>(
  'forward_letter_to_managers',
  ({ id, attempts, workspaceId }) => sql`
    with ended as (
      update mail_letters set status = 'DROPPED', ended_at = now(), claimed_until = null
      where id = ${id}::uuid and attempts = ${attempts}::int and status = 'QUEUED' and claimed_until is not null returning letter, data
    )
    insert into mail_letters (id, user_id, letter, recipient, data)
    select make_uuid_v7(), person.id, ended.letter, person.email, ended.data
    from ended, workspace_members member join users person on person.id = member.user_id
    where member.workspace_id = ${workspaceId}::uuid and member.role in ('owner', 'admin') and person.suspended_at is null
    returning id`,
)

/**
 * Replaces a claimed email to a workspace by one for each of its owners and admins. Members of workspaces
 * belong to a feature above this one: they are read here by table name.
 *
 * @returns the ids of the new emails, to enqueue.
 */
export async function forwardToManagers(
  db: Db,
  { id, attempts }: ClaimedEmail,
  workspaceId: string,
): Promise<string[]> {
  const rows = await forwarding.run(db, { id, attempts, workspaceId })
  return rows.map((row) => row.id)
}

export type OverdueEmail = { id: string; attempts: number }

/**
 * Emails that have been due for longer than `patienceMs`, or whose claim expired that long ago. The longest
 * overdue first.
 */
export async function findOverdueEmails(
  db: Db,
  patienceMs: number,
  countMax: number,
): Promise<OverdueEmail[]> {
  return queryNamed<OverdueEmail>(
    db,
    'find_overdue_letters',
    `select id, attempts from mail_letters
     where status = 'QUEUED' and due_at < now() - make_interval(secs => $1::float8 / 1000)
       and (claimed_until is null or claimed_until < now())
     order by due_at limit $2`,
    [patienceMs, countMax],
  )
}

/** @returns how many were deleted, at most `rowsMax`. */
export async function deleteEndedEmails(db: Db, olderThanDays: number, rowsMax: number): Promise<number> {
  const rows = await queryNamed(
    db,
    'delete_ended_letters',
    // An array, because with a subquery PostgreSQL plans a join with the whole table.
    `delete from mail_letters where id = any(array(
       select id from mail_letters
       where created_at < now() - make_interval(days => $1::int) and status <> 'QUEUED'
       order by created_at limit $2))
     returning id`,
    [olderThanDays, rowsMax],
  )
  return rows.length
}
