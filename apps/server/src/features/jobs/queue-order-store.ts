import { type SQL, sql } from 'drizzle-orm'
import { constant, type SqlPart } from '../../platform/db/index.ts'
import { queuePriorities } from '../accounts/index.ts'

/**
 * The order of the queue: jobs of a higher priority first; among equal ones users take turns, however many
 * jobs each of them has waiting. This is start-time fair queueing (P. Goyal, H. M. Vin, H. Cheng, 1996), with
 * times as tags. A job's tag is the moment of its acceptance, but at least one step after the user's previous
 * job, and never before the head of the queue. So a user with a hundred jobs delays another user's first job
 * by one job, and nobody waits for ever.
 */

/**
 * With a smaller step a user's earlier jobs are forgotten for longer; with a larger one turns under load are
 * finer.
 */
const stepSeconds = 60

const priorityCases = sql.raw(
  Object.entries(queuePriorities)
    .map(([name, priority]) => `when '${name}' then ${priority}`)
    .join(' '),
)
/** From the table of plans. */
const priorityOf = (plan: SQL) => sql`(case ${plan} ${priorityCases} end)`

/** The place of the first job that could be drawn; with nobody waiting, now. */
const headOfQueue = sql`least(head_of_queue(${priorityOf(sql`users.plan`)}), now())`

/**
 * The user's last tag counts as long as one of the user's jobs waits: finished and cancelled jobs do not
 * delay the user. Parallel requests do not see each other's jobs, but they see the user's row as the previous
 * one has written it, so its time is compared.
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
