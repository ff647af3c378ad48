import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Config } from '../config/index.ts'
import { ModelsConfigError } from '../models/index.ts'
import { settlesWithin } from '../platform/async/index.ts'
import { PoolerError, SchemaNewerError } from '../platform/db/index.ts'
import { createDisposalStack, type DisposalStack } from '../platform/disposal/index.ts'
import { DataFolderInUseError } from '../platform/embedded-postgres/index.ts'
import type { Log } from '../platform/log/index.ts'
import { describeService } from './banner.ts'
import { fail } from './command-line.ts'
import { letYoungGenerationGrow } from './heap.ts'
import { openResources } from './resources.ts'
import type { Role } from './role.ts'
import { openServiceTraces, openWatch, type Watch } from './watching.ts'

/**
 * The time that a graceful shutdown may take, after readiness has been false for long enough, before the
 * process exits anyway.
 */
const shutdownMaxMs = 25_000
/** How much of that time a start in progress may take. */
const startMaxMs = 8_000
/** The time for the last reports of faults at the end. */
const faultFlushMs = 2_000

/**
 * Runs the roles in this process until SIGTERM or SIGINT, then closes everything in order and exits with
 * status 0.
 */
export async function runService(config: Config, roles: Role[]): Promise<void> {
  const { log, faults } = await openWatch(config, roles)
  const stack = createDisposalStack()
  let starting: Promise<void> = Promise.resolve()
  endOnSignals(stack, { log, faults }, config.http.drainMs, () => starting)
  const hurry = new AbortController()
  endOnFaults(stack, { log, faults }, hurry)
  try {
    starting = start(config, log, roles, stack, hurry.signal)
    await starting
  } catch (error) {
    await closeAll(stack, log)
    if (isExpected(error)) fail((error as Error).message)
    log.fatal({ err: error }, 'could not start')
    await faults?.flush(faultFlushMs)
    process.exit(1)
  }
}

/** @param hurry when it aborts, the shutdown does not wait until proxies have noticed. */
async function start(
  given: Config,
  log: Log,
  roles: Role[],
  stack: DisposalStack,
  hurry: AbortSignal,
): Promise<void> {
  const startedAtMs = performance.now()
  const config = hideUnreadableMetrics(given, log, roles)
  const { host, port } = config.http
  if (roles.includes('api')) await assertPortFree(host, port, 'PORT')
  if (config.metrics.kind === 'port') await assertPortFree(host, config.metrics.port, 'METRICS_PORT')
  // With an external database there may be other processes, even if this one has both roles.
  const alone = config.database.kind === 'embedded'
  // Closed last, so that spans of the closing resources are still sent.
  const traces = await openServiceTraces(config, roles, log)
  if (traces) stack.use(traces)
  // Loaded while the database starts and answers. A role does not load the code of the other one.
  const code = Promise.all([
    roles.includes('worker') ? import('./worker.ts') : undefined,
    roles.includes('api') ? import('./api.ts') : undefined,
  ])
  // A failure is thrown below, when what has been opened can be closed.
  code.catch(() => undefined)
  const resources = await openResources(config, log, roles.join('+'), alone, stack)
  const [workerCode, apiCode] = await code
  const worker = await workerCode?.startJobWorker(resources, { onlyDraws: !roles.includes('api') })
  let workerEnd: PromiseLike<void> | undefined
  const endWorker = async () => {
    workerEnd ??= worker?.[Symbol.asyncDispose]()
    await workerEnd
  }
  stack.defer(endWorker)
  const api = await apiCode
    ?.startApi(resources)
    .catch((error) => Promise.reject(asPortInUse(error, host, port, 'PORT')))
  if (api) {
    stack.use(api)
    stack.defer(async () => {
      api.drain()
      // It takes no more jobs from now on; the disposal that closes it reports its errors.
      endWorker().catch(() => undefined)
      // Proxies must first notice that this process is no longer ready.
      await delay(config.http.drainMs, undefined, { signal: hurry }).catch(() => undefined)
    })
  }
  const { url, lines } = describeService(resources, api?.url, roles)
  log.info({ url, port: api?.port, ...lines, ms: Math.round(performance.now() - startedAtMs) }, 'ready')
  letYoungGenerationGrow()
  // Afterwards, because it takes half a second of CPU time and no picture has been requested yet.
  if (roles.includes('worker')) {
    resources.models.warmUp().catch((err) => log.error({ err }, 'the default model could not be prepared'))
  }
}

/** Without a reader nothing is counted. */
function hideUnreadableMetrics(config: Config, log: Log, roles: Role[]): Config {
  if (config.metrics.kind !== 'api' || roles.includes('api')) return config
  log.warn('METRICS_TOKEN alone has no effect in a worker, which serves metrics on METRICS_PORT only')
  return { ...config, metrics: { kind: 'off' } }
}

type PortVariable = 'PORT' | 'METRICS_PORT'

export class PortInUseError extends Error {
  constructor(host: string, port: number, variable: PortVariable) {
    super(`Port ${port} on ${host} is taken, perhaps by another chatSVG. Stop that, or set ${variable}.`)
  }
}

const isExpected = (error: unknown) =>
  [PortInUseError, DataFolderInUseError, SchemaNewerError, PoolerError, ModelsConfigError].some(
    (kind) => error instanceof kind,
  )

/** Checked before anything is started, so that an accidental second start changes nothing. */
function assertPortFree(host: string, port: number, variable: PortVariable): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      reject(asPortInUse(error, host, port, variable))
    })
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}

function asPortInUse(
  error: NodeJS.ErrnoException,
  host: string,
  port: number,
  variable: PortVariable,
): Error {
  return error.code === 'EADDRINUSE' ? new PortInUseError(host, port, variable) : error
}

function endOnSignals(
  stack: DisposalStack,
  { log, faults }: Watch,
  drainMs: number,
  starting: () => Promise<void>,
): void {
  let ending = false
  const stop = async (signal: string) => {
    if (ending) return
    ending = true
    log.info({ signal }, 'stopping')
    setTimeout(() => {
      log.error('could not stop in time')
      process.exit(1)
    }, drainMs + shutdownMaxMs).unref()
    // Resources that are being opened must be open before they can be closed.
    await settlesWithin(starting(), startMaxMs)
    const closed = await closeAll(stack, log)
    await faults?.flush(faultFlushMs)
    log.info('stopped')
    process.exit(closed ? 0 : 1)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal))
}

async function closeAll(stack: DisposalStack, log: Log): Promise<boolean> {
  try {
    await stack[Symbol.asyncDispose]()
    return true
  } catch (err) {
    log.error({ err }, 'could not close everything')
    return false
  }
}

/**
 * An uncaught error leaves the process in an unknown state: it is logged, and the process exits so that its
 * supervisor restarts it. While the report is sent, no new work is taken; running work gets that time and no
 * more.
 */
function endOnFaults(stack: DisposalStack, { log, faults }: Watch, hurry: AbortController): void {
  let ending = false
  const end = (err: unknown) => {
    log.fatal({ err }, 'uncaught error')
    if (!faults) process.exit(1)
    // Further errors are logged; the shutdown is already in progress.
    if (ending) return
    ending = true
    hurry.abort()
    void closeAll(stack, log)
    void faults.flush(faultFlushMs).finally(() => process.exit(1))
  }
  process.on('uncaughtException', end)
  process.on('unhandledRejection', end)
}
