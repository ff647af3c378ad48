import { availableParallelism } from 'node:os'
import type pg from 'pg'
import { type Config, deriveKeys, type Keys, loadOrCreateSecret } from '../config/index.ts'
import { createStripeAccess, type StripeAccess } from '../features/billing/index.ts'
import { editLimits } from '../features/edits/index.ts'
import { exportLimits } from '../features/exports/index.ts'
import { type GenerationEvents, isJobEnd, type Jobs, openJobs } from '../features/jobs/index.ts'
import { createEnqueueEmail, type EnqueueEmail } from '../features/mail/index.ts'
import { createModels, type Models } from '../models/index.ts'
import { type Database, findPooler, openDatabase, openReplica, type Replica } from '../platform/db/index.ts'
import type { DisposalStack } from '../platform/disposal/index.ts'
import { type LimitConnection, type LimitStore, openLimitStore } from '../platform/limits/index.ts'
import type { Log } from '../platform/log/index.ts'
import { openMetricsServer } from '../platform/metrics/index.ts'
import { createOutbound, type Outbound } from '../platform/outbound/index.ts'
import { openPngRenderer, type PngRenderer } from '../platform/png/index.ts'
import { type JobQueue, openQueue, type QueueConnection } from '../platform/queue/index.ts'
import {
  createRealtimePublisher,
  openPresence,
  openRealtimeBus,
  openRealtimeListener,
  type Presence,
  type RealtimeBus,
  type RealtimeConnection,
  type RealtimeListener,
  type RealtimePublisher,
} from '../platform/realtime/index.ts'
import { openThreadPool, type ThreadPool } from '../platform/threads/index.ts'
import { migrateUnlessNewer, openDatabaseServer } from './database-server.ts'
import { jobDefinitions } from './job-definitions.ts'
import { openServiceMetrics, type ServiceMetrics } from './metrics.ts'
import { openObjects } from './open-objects.ts'

/**
 * The resources that the roles of a process share. Opened in this order, closed in reverse by the given
 * disposal stack.
 */
export type Resources = {
  config: Config
  log: Log
  keys: Keys
  models: Models
  database: Database
  /** Connections for public lists and searches only, part of `DATABASE_POOL_MAX` (decision 37). */
  listDatabase: Database
  /** Reads searches; undefined: there is no DATABASE_REPLICA_URL. Workers have none. */
  replica: Replica | undefined
  queueConnection: QueueConnection
  queue: JobQueue
  bus: RealtimeBus
  publisher: RealtimePublisher<GenerationEvents>
  /** Receives, in this process, what is published anywhere for users. */
  listener: RealtimeListener<GenerationEvents>
  /** Tells this process which users have a socket or a stream in any process. */
  presence: Presence
  limits: LimitStore
  /** Starts its process when the first picture is rendered. */
  renderer: PngRenderer
  /** undefined: metrics are not configured, and nothing is counted. */
  metrics: ServiceMetrics | undefined
  /** They start with the first task. */
  threads: ThreadPool
  /** Only for exports, which may take seconds. */
  exportThreads: ThreadPool
  /** For edits, uploads and changes alone: one user's may take seconds, again and again. */
  editThreads: ThreadPool
  enqueueEmail: EnqueueEmail
  /** Requests to URLs of users. */
  outbound: Outbound
  jobs: Jobs
  /** undefined: nothing is sold. */
  stripe: StripeAccess | undefined
  address: ServiceAddress
}

/**
 * The public URL of the service. Its own address is known once it listens; a worker process uses the
 * configured one.
 */
export type ServiceAddress = { publicUrl(): string; port: number }

/**
 * The statement timeout of lists. There is an index for each list, so disable sequential scans: they only
 * seem cheaper to the planner for a word that many rows have. With less memory PostgreSQL would remember only
 * the blocks of the half million rows that the index of words may list, and compare all rows of those blocks.
 */
export const listStatements = {
  statementTimeoutMs: 1_000,
  settings: { enable_seqscan: 'off', jit: 'off', work_mem: "'32MB'" },
}

/** @param alone whether this process is the whole service, so that shared state may stay within it. */
export async function openResources(
  config: Config,
  log: Log,
  name: string,
  alone: boolean,
  stack: DisposalStack,
): Promise<Resources> {
  const metrics = config.metrics.kind === 'off' ? undefined : stack.use(await openServiceMetrics(log))
  // In a process that only draws, the main thread has little to do beside them.
  const drawingLimits =
    name === 'worker' ? { threadsMax: Math.min(2, availableParallelism()), isForeground: true } : {}
  const threads = stack.use(openThreadPool(drawingLimits))
  const editThreads = stack.use(openThreadPool(editLimits))
  const models = createModels({ ...config.models, composer: { run: runComposer({ threads, editThreads }) } })
  const objects = openObjects(config, log)
  const { directUrl, isPooled } = await openDatabaseServer(config, log, stack)
  const keys = deriveKeys(config.jwtSecret ?? (await loadOrCreateSecret(config.dataFolder)))
  await migrateUnlessNewer(directUrl, config, log)
  const databaseUrl = config.database.kind === 'external' ? config.database.url : directUrl
  const mayBePooled = isPooled || databaseUrl !== directUrl
  const pooler = mayBePooled ? await findPooler(databaseUrl, directUrl) : undefined
  if (pooler && !pooler.namesStatements)
    log.warn('the pooler of DATABASE_URL knows no named statements: PostgreSQL plans every statement anew')
  const listPoolMax = Math.max(1, Math.floor(config.databasePoolMax / 3))
  // A worker serves no lists and opens none of these.
  const poolMax =
    name === 'worker' ? config.databasePoolMax : Math.max(2, config.databasePoolMax - listPoolMax)
  const connectionTimeoutMs = config.databaseConnectionTimeoutMs
  const database = stack.use(
    openDatabase(
      { url: databaseUrl, pooler, poolMax, connectionTimeoutMs, applicationName: `chatsvg ${name}`, objects },
      log,
    ),
  )
  // Its connections are opened when something listens.
  const { pool: listenPool } = pooler
    ? stack.use(openDatabase({ url: directUrl, poolMax: 2, applicationName: `chatsvg ${name} listens` }, log))
    : database
  const listDatabase = stack.use(
    openDatabase(
      {
        url: databaseUrl,
        pooler,
        poolMax: listPoolMax,
        connectionTimeoutMs,
        applicationName: `chatsvg ${name} lists`,
        ...listStatements,
      },
      log,
    ),
  )

  const replicaSettings =
    name === 'worker' || config.database.kind === 'embedded' ? undefined : config.database.replica
  const replica =
    replicaSettings &&
    stack.use(
      openReplica(
        listDatabase,
        openDatabase(
          {
            url: replicaSettings.url,
            poolMax: listPoolMax,
            connectionTimeoutMs,
            applicationName: `chatsvg ${name} searches`,
            ...listStatements,
          },
          log,
        ),
        replicaSettings.lagMaxMs,
        log,
      ),
    )

  const { redis } = config
  const queueConnection: QueueConnection = redis
    ? { kind: 'redis', ...redis }
    : { kind: 'postgres', url: directUrl }
  const queue = stack.use(await openQueue(queueConnection, jobDefinitions, log))
  const bus = stack.use(
    await openRealtimeBus(chooseRealtime(redis, { pool: database.pool, listenPool }, alone), log),
  )
  const limits = stack.use(await openLimitStore(chooseLimits(redis, database, alone), log))
  const renderer = stack.use(openPngRenderer())
  const exportThreads = stack.use(openThreadPool(exportLimits))
  const publisher = createRealtimePublisher<GenerationEvents>(bus, log, isJobEnd)
  const listener = stack.use(await openRealtimeListener<GenerationEvents>(bus, log))
  const presence = stack.use(await openPresence(bus))
  const enqueueEmail = createEnqueueEmail(queue, log)
  const { publish } = publisher
  const spendLimitMicroUsd = config.limits.modelSpendPerDay
  const jobs = stack.use(openJobs({ db: database.db, queue, publish, models, spendLimitMicroUsd, log }))
  metrics?.watchState(database, queue, { spendLimitMicroUsd, creditMicroUsd: config.models.creditMicroUsd })
  if (replica) metrics?.watchReplica(replica)
  if (metrics && config.metrics.kind === 'port') {
    const { port, token } = config.metrics
    stack.use(await openMetricsServer({ host: config.http.host, port, token }, metrics, log))
  }
  return {
    config,
    log,
    keys,
    models,
    database,
    listDatabase,
    replica,
    queueConnection,
    queue,
    bus,
    publisher,
    listener,
    presence,
    limits,
    metrics,
    renderer,
    threads,
    exportThreads,
    editThreads,
    enqueueEmail,
    outbound: createOutbound(config.webhookAllowedHosts),
    jobs,
    stripe: config.stripe && createStripeAccess(config.stripe),
    address: createAddress(config),
  }
}

/** The composer reads an instruction by applying edits to the picture, which may be large. */
const runComposer =
  ({ threads, editThreads }: Pick<Resources, 'threads' | 'editThreads'>): ThreadPool['run'] =>
  (task, ...rest) =>
    (task.name === 'readInstruction' ? editThreads : threads).run(task, ...rest)

function createAddress({ http }: Config): ServiceAddress {
  return {
    port: http.port,
    publicUrl() {
      return http.publicUrl ?? `http://localhost:${this.port}`
    },
  }
}

function chooseRealtime(
  redis: Config['redis'],
  pools: { pool: pg.Pool; listenPool: pg.Pool },
  alone: boolean,
): RealtimeConnection {
  if (redis) return { kind: 'redis', address: redis.address }
  return alone ? { kind: 'in-process' } : { kind: 'postgres', ...pools }
}

function chooseLimits(redis: Config['redis'], { pool }: Database, alone: boolean): LimitConnection {
  if (redis) return { kind: 'redis', address: redis.address }
  return alone ? { kind: 'memory' } : { kind: 'postgres', pool }
}
