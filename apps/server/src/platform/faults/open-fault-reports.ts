import { createOutageLog, type FaultLine } from '../log/index.ts'
import { describeFault, type Reporter } from './describe-fault.ts'

export type FaultReports = {
  /** Returns at once and never throws. An error is reported once, however often it is logged. */
  report(line: FaultLine): void
  /** Resolves when all reports are sent, or after `timeoutMs`. */
  flush(timeoutMs: number): Promise<void>
}

/**
 * Beyond these in a minute, reports are counted and not sent: an outage is one fault, however many requests
 * it affects.
 */
const perMinuteMax = 30
const minuteMs = 60_000
const sendTimeoutMs = 5_000
/** The maximum of reports in flight; more are dropped while the tracker does not answer. */
const waitingMax = 20

/**
 * @param dsn a valid one (see the configuration).
 * @param onOutage called when reports cannot be sent, once until one is sent again.
 */
export async function openFaultReports(
  { dsn: text, ...reporter }: Reporter & { dsn: string },
  onOutage: (reason: string) => void,
): Promise<FaultReports> {
  const [core, { nodeStackLineParser }] = await Promise.all([
    import('@sentry/core'),
    import('@sentry/core/server'),
  ])
  const dsn = core.dsnFromString(text)
  if (!dsn) throw new TypeError('the value is not a DSN')
  const parseStack = core.createStackParser(nodeStackLineParser())
  const post = createPost(core.getEnvelopeEndpointWithUrlEncodedAuth(dsn), onOutage)
  // It waits as long as the tracker asks it to, and drops what does not fit.
  const transport = core.createTransport({ bufferSize: waitingMax, recordDroppedEvent() {} }, post)
  const mayReport = createBudget()
  const reportedErrors = new WeakSet<object>()

  return {
    report(line) {
      const { error } = line
      if (error instanceof Error && reportedErrors.has(error)) return
      const unsent = mayReport()
      if (unsent === undefined) return
      if (error instanceof Error) reportedErrors.add(error)
      try {
        const event = describeFault(line, reporter, parseStack)
        if (unsent > 0) event.tags = { ...event.tags, unsent_before: String(unsent) }
        // `post` has already reported what could not be sent.
        transport.send(core.createEventEnvelope(event, dsn)).then(undefined, () => undefined)
      } catch (err) {
        onOutage(err instanceof Error ? err.name : 'unknown')
      }
    },
    async flush(timeoutMs) {
      await transport.flush(timeoutMs)
    },
  }
}

function createPost(url: string, onOutage: (reason: string) => void) {
  const outage = createOutageLog({ lost: (reason) => onOutage(String(reason)), back: () => undefined })
  return async ({ body }: { body: string | Uint8Array }) => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/x-sentry-envelope' },
        // Bytes are for attachments, which we do not send.
        body: body as string,
        signal: AbortSignal.timeout(sendTimeoutMs),
      })
      await response.body?.cancel()
      if (response.ok) outage.succeed()
      else if (response.status !== 429) outage.fail(`status ${response.status}`)
      return {
        statusCode: response.status,
        headers: {
          'x-sentry-rate-limits': response.headers.get('x-sentry-rate-limits'),
          'retry-after': response.headers.get('retry-after'),
        },
      }
    } catch (error) {
      outage.fail(error instanceof Error ? error.name : 'unknown')
      throw error
    }
  }
}

/** @returns how many were not sent before this one; undefined when this one is not sent either. */
function createBudget(): () => number | undefined {
  let [minute, sent, unsent] = [0, 0, 0]
  return () => {
    const now = Math.floor(performance.now() / minuteMs)
    if (now !== minute) [minute, sent] = [now, 0]
    if (sent >= perMinuteMax) {
      unsent += 1
      return undefined
    }
    const before = unsent
    sent += 1
    unsent = 0
    return before
  }
}
