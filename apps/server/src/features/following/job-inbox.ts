import type { RealtimeListener } from '../../platform/realtime/index.ts'
import type { GenerationEvents } from '../jobs/index.ts'
import { isPreview, type JobEvent } from './job-position.ts'

export type JobListener = Pick<RealtimeListener<GenerationEvents>, 'listen' | 'listenSession'>

/**
 * Received events of one job that were not read yet. It listens until the signal aborts or it is disposed.
 */
export type JobInbox = Disposable & {
  /** Resolves once events arrive. Read the row afterwards, so that none is lost in between. */
  readonly joined: Promise<void>
  /**
   * Resolves to the oldest event, or to undefined when the row has to be read or nothing arrived within
   * `waitMs`.
   */
  take(waitMs: number): Promise<JobEvent | undefined>
}

/**
 * The maximum of events that wait for a slow reader; beyond that the oldest is dropped, and the row has the
 * resulting state.
 */
const eventsMax = 32
/**
 * The previews of a second. Each contains everything that earlier ones showed, so the oldest can be dropped.
 */
const previewsMax = 4

/** @param isShown whether the user receives the events, and not only the final result. */
export function openJobInbox(
  listener: JobListener,
  { userId, jobId, isShown }: { userId: string; jobId: string; isShown: boolean },
  signal: AbortSignal,
): JobInbox {
  const events: JobEvent[] = []
  let mustRead = false
  let wake: () => void = () => {}

  function put(event: JobEvent): void {
    events.push(event)
    if (events.filter(isPreview).length > previewsMax) events.splice(events.findIndex(isPreview), 1)
    if (events.length > eventsMax) {
      events.shift()
      mustRead = true
    }
    wake()
  }

  const subscription = listener.listen(userId, {
    isPresence: isShown,
    onEvent(_name, payload) {
      if (payload.jobId === jobId) put(payload)
    },
    onRecover() {
      mustRead = true
      wake()
    },
  })
  function close(): void {
    subscription[Symbol.dispose]()
    signal.removeEventListener('abort', close)
    wake()
  }
  signal.addEventListener('abort', close)
  if (signal.aborted) close()

  async function somethingComes(waitMs: number): Promise<void> {
    if (events.length > 0 || mustRead || signal.aborted) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, waitMs)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  return {
    joined: subscription.joined,
    async take(waitMs) {
      await somethingComes(waitMs)
      const event = events.shift()
      if (event === undefined) mustRead = false
      return event
    },
    [Symbol.dispose]: close,
  }
}
