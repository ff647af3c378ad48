import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Log } from '../../platform/log/index.ts'
import { type JobState, jobErrors, presentUpdate, readJobState } from '../jobs/index.ts'
import { type JobListener, openJobInbox } from './job-inbox.ts'
import {
  beforeAll,
  isAfter,
  type JobEvent,
  type JobPosition,
  positionOfEvent,
  positionOfState,
  runsAgain,
  startOfAttempt,
  theEnd,
} from './job-position.ts'

export type WatchJobDeps = { db: Db; listener: JobListener; log: Log }

export type WatchedJob = {
  userId: string
  jobId: string
  /** What the watcher already has: nothing up to this position is sent again. */
  after?: JobPosition | undefined
  /** Whether the user sees the events: previews are made only for somebody who does. */
  isShown: boolean
}

/** An event of the job and the position after it; or, every `waitMs`, that there was none. */
export type JobMessage = { kind: 'event'; event: JobEvent; position: JobPosition } | { kind: 'quiet' }

export const quietMs = 5_000

/**
 * Yields the events of a job, in order, until it has ended or the signal aborts. First its state by the row,
 * unless the watcher already has it. The subscription starts before the row is read, so no event is lost in
 * between. The bus delivers at most once: after it was disconnected, and whenever nothing has arrived for
 * `waitMs`, the row is read again.
 *
 * A slow watcher misses previews, and perhaps progress, but not the current state of the job. It holds no
 * database connection while nothing happens.
 *
 * @throws AppError `job_not_found`, at the first step, also for jobs of others. Ends when the job is deleted.
 */
export async function* watchJob(
  deps: WatchJobDeps,
  { userId, jobId, after, isShown }: WatchedJob,
  signal: AbortSignal,
  waitMs = quietMs,
): AsyncGenerator<JobMessage, void> {
  using inbox = openJobInbox(deps.listener, { userId, jobId, isShown }, signal)
  const read = () => readJobState(deps.db, userId, jobId)
  const readAgain = () => read().catch((err) => asUnknown(err, deps.log, jobId))

  await inbox.joined
  const first = await read()
  if (!first) throw new AppError(jobErrors.job_not_found)
  // A job that continues has no end yet.
  let at = !after || (after === theEnd && positionOfState(first) !== theEnd) ? beforeAll : after
  const advance = (event: JobEvent, position: JobPosition): JobMessage[] => {
    if (!isAfter(position, at)) return []
    at = position
    return [{ kind: 'event', event, position }]
  }
  const advanceToState = (state: JobState) => advance(presentUpdate(state), positionOfState(state))

  const messages = advanceToState(first)
  yield* messages.length > 0 || at === theEnd ? messages : [quiet]
  let toldAtMs = performance.now()
  while (at !== theEnd && !signal.aborted) {
    const event = await inbox.take(toldAtMs + waitMs - performance.now())
    if (signal.aborted) return
    const told: JobMessage[] = []
    // Events that seem to go back belong to another attempt, or are late: then the row decides. So it does
    // when none arrived.
    if (event === undefined || isAfter(at, positionOfEvent(event, at))) {
      const state = await readAgain()
      if (!state) return
      if (state !== 'unknown') {
        const start = startOfAttempt(state)
        if (isAfter(start, at) || runsAgain(state, at)) at = start
        // While events arrive, they are yielded in order.
        if (event === undefined) told.push(...advanceToState(state))
      }
    }
    if (event) told.push(...advance(event, positionOfEvent(event, at)))
    const isQuiet = told.length === 0 && performance.now() - toldAtMs >= waitMs
    if (isQuiet) told.push(quiet)
    for (const one of told) yield one
    if (told.length > 0) toldAtMs = performance.now()
  }
}

const quiet: JobMessage = { kind: 'quiet' }

function asUnknown(err: unknown, log: Log, jobId: string): 'unknown' {
  log.warn({ err, jobId }, 'a job that is watched could not be read')
  return 'unknown'
}
