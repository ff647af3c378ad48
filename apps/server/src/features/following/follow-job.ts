import type { CallerIdentity } from '../../platform/http/index.ts'
import { type EndWithSessionDeps, endWithSession, type SessionOfRequest } from './end-with-session.ts'
import { decodePosition, encodePosition, isPreview } from './job-position.ts'
import type { OpenRequest } from './open-requests.ts'
import { type JobMessage, quietMs, type WatchJobDeps, watchJob } from './watch-job.ts'

export type FollowJobDeps = WatchJobDeps & EndWithSessionDeps

export type FollowedJob = CallerIdentity & {
  jobId: string
  /** The id of the last event that the client has, from the client. */
  lastEventId: string | undefined
}

export type FollowPace = {
  /** After this long without an event the row is read again. */
  quietMs: number
  /** After this many such intervals in a row a comment is sent, so that proxies keep the connection open. */
  quietsPerComment: number
  sessionCheckMs: number
}

const usualPace: FollowPace = { quietMs, quietsPerComment: 3, sessionCheckMs: 60_000 }
/** Clients that a stopping instance disconnects reconnect at random within this range, to any instance. */
const retryMs = { min: 1_000, max: 3_000 }

/**
 * The events of a job as an event stream (HTML standard, section 9.2): `update` and `preview`, each with an
 * `id` from which a later stream continues, on any instance. Ends with the job, the session, or the request.
 * Read it piece by piece: of previews that arrive while it is not read, only the newest are kept.
 *
 * @returns undefined when the client already has the last event.
 * @throws AppError `job_not_found`, also for jobs of others; `invalid_token` when the session ended before
 * the first event.
 */
export async function followJob(
  deps: FollowJobDeps,
  { jobId, lastEventId, ...identity }: FollowedJob,
  request: OpenRequest,
  pace: FollowPace = usualPace,
): Promise<AsyncGenerator<string, void> | undefined> {
  const session = endWithSession(deps, identity, request)
  const after = lastEventId === undefined ? undefined : decodePosition(lastEventId)
  const messages = watchJob(
    deps,
    { userId: identity.userId, jobId, after, isShown: true },
    request.signal,
    pace.quietMs,
  )
  const first = await messages.next()
  if (first.done) return undefined
  // The session may have ended after the request was authenticated and before the subscription.
  await session.requireAlive()
  return writeStream(first.value, untilAborted(messages, request.signal, session, pace), pace)
}

/**
 * Checks from time to time whether the session is alive, because the message about its end may have been
 * lost.
 */
async function* untilAborted(
  messages: AsyncGenerator<JobMessage, void>,
  signal: AbortSignal,
  session: SessionOfRequest,
  { sessionCheckMs }: FollowPace,
): AsyncGenerator<JobMessage, void> {
  let checkedAtMs = performance.now()
  for await (const one of messages) {
    if (performance.now() - checkedAtMs >= sessionCheckMs) {
      checkedAtMs = performance.now()
      await session.requireAlive().catch(() => undefined)
    }
    if (signal.aborted) return
    yield one
  }
}

async function* writeStream(
  first: JobMessage,
  messages: AsyncGenerator<JobMessage, void>,
  pace: FollowPace,
): AsyncGenerator<string, void> {
  yield `retry: ${chooseRetryMs()}\n\n${write(first)}`
  let quiets = 0
  for await (const one of messages) {
    quiets = one.kind === 'quiet' ? quiets + 1 : 0
    if (one.kind === 'event' || quiets % pace.quietsPerComment === 0) yield write(one)
  }
}

/** One event in the stream's format; JSON has no line breaks. No event is a comment. */
function write(message: JobMessage): string {
  if (message.kind === 'quiet') return ':\n\n'
  const { event, position } = message
  const type = isPreview(event) ? 'preview' : 'update'
  return `id: ${encodePosition(position)}\nevent: ${type}\ndata: ${JSON.stringify(event)}\n\n`
}

const chooseRetryMs = () => Math.round(retryMs.min + Math.random() * (retryMs.max - retryMs.min))
