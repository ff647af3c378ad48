/**
 * Who is drawn next: jobs of a higher priority first; among equal ones the users take turns, however many jobs each of them has waiting. This is start-time fair
 * queueing (P. Goyal, H. M. Vin, H. Cheng, 1996), with times as tags: a job stands at the moment of its acceptance, but at least a step behind the user's job
 * before it, and never before the head of the queue. So a user with a hundred jobs delays another's first by one job, and nobody waits for ever.
 */

/** The smaller, the longer a user's earlier jobs are forgotten; the larger, the finer the turns under load. */
const stepSeconds = 60

/** People who pay are drawn first. `plan` is an SQL expression. */
const priorityOf = (plan: string) => `(case ${plan} when 'FREE' then 0 else 1 end)`

/** The first waiting job's place; with nobody waiting, now. */
const headOfQueue = `coalesce((
    select least(head.turn_at, now()) from generation_jobs head
    where head.status = 'QUEUED' and head.priority = ${priorityOf('users.plan')} order by head.turn_at limit 1
  ), now())`

/** Parts of the statement that accepts `count` jobs (an SQL expression) of a user. */
export const queueOrderFragments = {
  /** Moves the user's next place behind the jobs; part of an update of `users`. */
  takeTurns: (count: string) =>
    `queue_turn_at = greatest(users.queue_turn_at, ${headOfQueue}) + ${count}::int * interval '${stepSeconds} seconds'`,
  /** What the update has to return for `place`. */
  returning: 'plan, queue_turn_at',
  priority: (debit: string) => priorityOf(`${debit}.plan`),
  /** Of the job number `at` of `count`, counted from 1. */
  place: (debit: string, at: string, count: string) =>
    `${debit}.queue_turn_at - (${count}::int - ${at} + 1) * interval '${stepSeconds} seconds'`,
}

/** The order of claims. `generation_jobs_next` is the index that has it. */
export const queueOrder = 'priority desc, turn_at, id'
