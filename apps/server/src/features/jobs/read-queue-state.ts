import { type Db, queryNamed } from '../../platform/db/index.ts'

export type QueueState = {
  /** Jobs that could be claimed now. */
  waiting: number
  /** Jobs that are due later, after a failure or because their vendor is down. */
  delayed: number
  running: number
  /** For how long the longest waiting job has been due; 0 when none waits. */
  oldestWaitingSeconds: number
}

const patienceMs = 3_000

/**
 * The state of the queue by the rows, which are more accurate than the queue's entries. Reads every
 * unfinished job, by an index, so do not call it for every request.
 */
export async function readQueueState(db: Db): Promise<QueueState | undefined> {
  const [state] = await queryNamed<QueueState>(
    db,
    'read_queue_state',
    `select count(*) filter (where status = 'QUEUED' and run_after <= now())::int as waiting,
       count(*) filter (where status = 'QUEUED' and run_after > now())::int as delayed,
       count(*) filter (where status = 'RUNNING')::int as running,
       greatest(0, coalesce(extract(epoch from now() - min(run_after) filter (where status = 'QUEUED')), 0))::float8 as "oldestWaitingSeconds"
     from generation_jobs where status in ('QUEUED', 'RUNNING')`,
    [],
    patienceMs,
  )
  return state
}
