import { AppError, platformErrors } from '../../platform/errors/index.ts'
import type { CallerIdentity } from '../../platform/http/index.ts'
import type { Log } from '../../platform/log/index.ts'
import type { JobListener } from './job-inbox.ts'
import type { OpenRequest } from './open-requests.ts'

export type EndWithSessionDeps = {
  listener: Pick<JobListener, 'listenSession'>
  isCallerAlive: (identity: CallerIdentity) => Promise<boolean>
  log: Log
}

export type SessionOfRequest = {
  /**
   * Checks in the database whether the session is alive; if the database cannot be asked, the published end
   * counts. Ends the request when the session is not alive.
   *
   * @throws AppError `invalid_token` when the session has ended.
   */
  requireAlive(): Promise<void>
}

/**
 * Ends an open request as soon as its session ends, or all sessions of its user do, on any instance. It
 * listens until the request has ended.
 */
export function endWithSession(
  deps: EndWithSessionDeps,
  identity: CallerIdentity,
  request: OpenRequest,
): SessionOfRequest {
  let wasPublished = false

  async function hasEnded(): Promise<boolean> {
    try {
      return !(await deps.isCallerAlive(identity))
    } catch (err) {
      // An unreachable database says nothing about a session.
      deps.log.warn({ err }, 'the session of an open request could not be checked')
      return wasPublished
    }
  }
  async function requireAlive(): Promise<void> {
    // An end before this is seen in the database, a later one is heard.
    await subscription.joined
    if (!(await hasEnded())) return
    request.end()
    throw new AppError(platformErrors.invalid_token)
  }

  const subscription = deps.listener.listenSession(identity, {
    onEnd() {
      wasPublished = true
      request.end()
    },
    // The message about the end may have been lost.
    onRecover: () => void requireAlive().catch(() => undefined),
  })
  const stop = () => subscription[Symbol.dispose]()
  request.signal.addEventListener('abort', stop)
  if (request.signal.aborted) stop()
  return { requireAlive }
}
