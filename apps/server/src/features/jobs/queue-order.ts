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

/** From the table of plans. `plan` is an SQL expression. */
const priorityOf = (plan: string) =>
  `(case ${plan} ${Object.entries(queuePriorities)
    .map(([name, priority]) => `when '${name}' then ${priority}`)
    .join(' ')} end)`

/** The tag of the first job that could be claimed; now if none waits. */
const headOfQueue = `coalesce((
    select least(head.turn_at, now()) from generation_jobs head
    where head.status = 'QUEUED' and head.priority = ${priorityOf('users.plan')} and head.run_after <= now() order by head.turn_at limit 1
  ), now())`

/**
 * The user's last tag counts as long as one of the user's jobs waits: finished and cancelled jobs do not
 * delay the user. Parallel requests do not see each other's jobs, but they see the user's row as the previous
 * one has written it, so its time is compared.
 */
const lastPlace = `case when users.queue_turned_at > now() - interval '10 seconds'
      or exists (select from generation_jobs own where own.user_id = users.id and own.status = 'QUEUED')
    then users.queue_turn_at end`

/** Parts of the statement that accepts `count` jobs (an SQL expression) of a user. */
export const queueOrderFragments = {
  /** Moves the user's next tag behind the jobs; part of an update of `users`. */
  takeTurns: (count: string) =>
    `queue_turn_at = greatest(${lastPlace}, ${headOfQueue}) + ${count}::int * interval '${stepSeconds} seconds', queue_turned_at = now()`,
  /** The columns that the update must return for `place`. */
  returning: 'plan, queue_turn_at',
  priority: (debit: string) => priorityOf(`${debit}.plan`),
  /** The tag of job number `at` of `count`, counted from 1. */
  place: (debit: string, at: string, count: string) =>
    `${debit}.queue_turn_at - (${count}::int - ${at} + 1) * interval '${stepSeconds} seconds'`,
}

/** The order of claims. The index `generation_jobs_next` has it. */
export const queueOrder = 'priority desc, turn_at, id'
