import { eq } from 'drizzle-orm'
import type { Static, TSchema } from 'typebox'
import { uuidv7 } from 'uuidv7'
import { type Db, queryNamed, type Tx } from '../../platform/db/index.ts'
import type { EmailDefinition } from './define-email.ts'
import { outbox } from './tables.ts'

export type NewEmail<Data> = { userId: string | null; recipient: string; data: Data }

/**
 * Owes somebody an email, in the transaction of what it tells about. Enqueue its id after the commit.
 * @returns the email's id.
 */
export async function queueEmail<Data extends TSchema>(
  db: Db | Tx,
  definition: EmailDefinition<Data>,
  letter: NewEmail<Static<Data>>,
): Promise<string> {
  const id = uuidv7()
  const { userId, recipient, data } = letter
  await db.insert(outbox).values({ id, letter: definition.name, userId, recipient, data })
  return id
}

/** Says whose email it is, once that is known: it is then exported and deleted with their account. */
export async function assignEmail(tx: Tx, emailId: string, userId: string): Promise<void> {
  await tx.update(outbox).set({ userId }).where(eq(outbox.id, emailId))
}

/** An email that this worker sends. `attempts` counts this one, and tells this claim from any other. */
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
 * Takes the email if it is owed and due, and nobody sends it: it is unclaimed, or its last claim has run
 * out. The attempt is counted at the claim, so that an email which kills its worker every time comes to an
 * end.
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
 * How many emails of the same kind went or go to the same address, owed in the 24 hours before this one.
 * Those that were dropped do not count. Of emails that are sent at once each finds another number.
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

/** @returns false when the email was taken by another worker meanwhile, or is gone. */
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
 * Puts the email back, due after `delayMs`. `countAttempt: false` takes the attempt back, for a worker that
 * has to stop through no fault of the email. @returns false as `endEmail` does.
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

export type OverdueEmail = { id: string; attempts: number }

/**
 * Emails that are due for longer than `patienceMs`, or whose claim has run out for as long. The longest
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

/** @returns how many went, at most `rowsMax`. */
export async function deleteEndedEmails(db: Db, olderThanDays: number, rowsMax: number): Promise<number> {
  const rows = await queryNamed(
    db,
    'delete_ended_letters',
    // An array, since PostgreSQL joins a subquery with the whole table.
    `delete from mail_letters where id = any(array(
       select id from mail_letters
       where created_at < now() - make_interval(days => $1::int) and status <> 'QUEUED'
       order by created_at limit $2))
     returning id`,
    [olderThanDays, rowsMax],
  )
  return rows.length
}
