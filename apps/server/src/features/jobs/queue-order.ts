import { type SQL, sql } from 'drizzle-orm'
import { constant, type SqlPart } from '../../platform/db/index.ts'
import { queuePriorities } from '../accounts/index.ts'

/**
 * Who is drawn next: jobs of a higher priority first; among equal ones the users take turns, however many
 * jobs each of them has waiting. This is start-time fair queueing (P. Goyal, H. M. Vin, H. Cheng, 1996), with
 * times as tags: a job stands at the moment of its acceptance, but at least a step behind the user's job
 * before it, and never before the head of the queue. So a user with a hundred jobs delays another's first by
 * one job, and nobody waits for ever.
 */

/**
 * The smaller, the longer a user's earlier jobs are forgotten; the larger, the finer the turns under load.
 */
const stepSeconds = 60

const priorityCases = sql.raw(
  Object.entries(queuePriorities)
    .map(([name, priority]) => `when '${name}' then ${priority}`)
    .join(' '),
)
/** By the table of plans. */
const priorityOf = (plan: SQL) => sql`(case ${plan} ${priorityCases} end)`

/** The place of the first job that could be drawn; with nobody waiting, now. */
const headOfQueue = sql`coalesce((
    select least(head.turn_at, now()) from generation_jobs head
    where head.status = 'QUEUED' and head.priority = ${priorityOf(sql`users.plan`)} and head.run_after <= now() order by head.turn_at limit 1
  ), now())`

/**
 * The user's last place counts for as long as one of the user's jobs waits: what was drawn or cancelled is no
 * reason to wait. Requests that are accepted at the same moment do not see each other's jobs, but the user's
 * row as the one before has left it, so they are told by its time.
 */
const lastPlace = sql`case when users.queue_turned_at > now() - interval '10 seconds'
      or exists (select from generation_jobs own where own.user_id = users.id and own.status = 'QUEUED')
    then users.queue_turn_at end`

/** Parts of the statement that accepts `count` jobs of a user. */
export const queueOrderFragments = {
  /** Moves the user's next place behind the jobs; part of an update of `users`. */
  takeTurns: (count: SqlPart) =>
    sql`queue_turn_at = greatest(${lastPlace}, ${headOfQueue}) + ${count}::int * interval '${constant(stepSeconds)} seconds', queue_turned_at = now()`,
  /** What the update has to return for `place`. */
  returning: sql`plan, queue_turn_at`,
  priority: priorityOf(sql`debit.plan`),
  /** Of the job number `at` of `count`, counted from 1. */
  place: (at: SQL, count: SqlPart) =>
    sql`debit.queue_turn_at - (${count}::int - ${at} + 1) * interval '${constant(stepSeconds)} seconds'`,
}

/** The order of claims. `generation_jobs_next` is the index that has it. */
export const queueOrder = sql`priority desc, turn_at, id`
