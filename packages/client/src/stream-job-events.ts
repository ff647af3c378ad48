import type { Caller } from './caller.ts'
import { ApiError } from './errors.ts'
import type { JobEvent, SubscribeToJob } from './job-events.ts'
import { readEvents } from './read-events.ts'
import type { JobPreview, JobUpdate } from './wire.data.ts'

/** Until the service has said how long to wait before connecting again. */
const defaultRetryMs = 2_000

/**
 * Events of jobs over Server-Sent Events, one stream for each job. A stream that broke is opened again and
 * continues after the last event that arrived, on any instance of the service.
 */
export function streamJobEvents(client: Pick<Caller, 'open' | 'waitToRetry'>): SubscribeToJob {
  return (jobId, listener) => {
    const abort = new AbortController()
    void keepOpen(client, jobId, listener, abort.signal)
    return () => abort.abort()
  }
}

async function keepOpen(
  { open, waitToRetry }: Pick<Caller, 'open' | 'waitToRetry'>,
  jobId: string,
  listener: (event: JobEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  let lastEventId = ''
  let retryMs = defaultRetryMs
  while (!signal.aborted) {
    const isWorthIt = await readStream().catch(shouldRetry)
    if (signal.aborted) return
    listener({ kind: 'connection', state: 'lost' })
    if (!isWorthIt) return
    await waitToRetry(retryMs, signal).catch(() => undefined)
  }

  /** @returns whether more may come: 204 is the answer for a job that has ended. */
  async function readStream(): Promise<boolean> {
    const headers = { accept: 'text/event-stream', ...(lastEventId && { 'last-event-id': lastEventId }) }
    const response = await open('GET /api/svg/generation-jobs/{id}/events', {
      params: { id: jobId },
      headers,
      signal,
    })
    if (response.status === 204 || !response.body) return false
    listener({ kind: 'connection', state: 'open' })
    const events = readEvents(response.body, (ms) => {
      retryMs = ms
    })
    for await (const { type, data, id } of events) {
      lastEventId = id
      if (type === 'update') listener({ kind: 'update', update: JSON.parse(data) as JobUpdate })
      if (type === 'preview') listener({ kind: 'preview', preview: JSON.parse(data) as JobPreview })
    }
    return true
  }

  /** The service is busy, down or stopping. Other refusals are final. */
  function shouldRetry(error: unknown): boolean {
    if (!(error instanceof ApiError)) return true
    if (error.retryAfterSeconds !== undefined) retryMs = error.retryAfterSeconds * 1000
    return error.status === 429 || error.status >= 500
  }
}
