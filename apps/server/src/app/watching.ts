import { hostname } from 'node:os'
import type { Config } from '../config/index.ts'
import { type FaultReports, openFaultReports } from '../platform/faults/index.ts'
import { createLog, type Log } from '../platform/log/index.ts'
import { currentSpan, openTraces } from '../platform/traces/index.ts'
import type { Role } from './role.ts'
import { readVersion } from './version.ts'

/** The log of a process, and the reports of its faults. */
export type Watch = { log: Log; faults: FaultReports | undefined }

/** Fields of log lines that are sent with a report: ids, and texts of the code. */
const faultTagNames = {
  reqId: 'request_id',
  requestId: 'request_id',
  jobId: 'job_id',
  emailId: 'email_id',
  job: 'job',
  attempt: 'attempt',
  model: 'model',
  provider: 'provider',
  code: 'code',
  signal: 'signal',
}

/** The log comes first, since everything that opens after it writes to it. */
export async function openWatch(config: Config, roles: Role[]): Promise<Watch> {
  const faults =
    config.faults.kind === 'off'
      ? undefined
      : await openFaultReports(
          {
            dsn: config.faults.dsn,
            environment: config.faults.environment,
            release: config.faults.release ?? `chatsvg@${readVersion()}`,
            roles: roles.join('+'),
            tagNames: faultTagNames,
          },
          (reason) => log.warn({ reason }, 'faults: the error tracker takes no reports'),
        )
  const log: Log = createLog({
    ...config.log,
    onFault: faults?.report,
    fieldsOfPlace: config.traces.kind === 'off' ? undefined : traceFields,
  })
  return { log, faults }
}

/** Sends the spans of this process, if that is configured. */
export async function openServiceTraces(
  { traces }: Config,
  roles: Role[],
  log: Log,
): Promise<AsyncDisposable | undefined> {
  if (traces.kind === 'off') return undefined
  const { url, headers, sampleRatio, serviceName, attributes } = traces
  const resource = {
    'service.name': serviceName ?? ['chatsvg', ...(roles.length === 1 ? roles : [])].join('-'),
    'service.version': readVersion(),
    'service.instance.id': `${hostname()}:${process.pid}`,
    ...attributes,
  }
  return openTraces({ url, headers, sampleRatio, resource }, log)
}

function traceFields(): object {
  const span = currentSpan()
  return span ? { traceId: span.traceId, spanId: span.spanId } : {}
}
