import { chmod, mkdir } from 'node:fs/promises'
import pg from 'pg'
import { generateSvgJob } from '../../apps/server/src/features/jobs/index.ts'
import { createDisposalStack, type DisposalStack } from '../../apps/server/src/platform/disposal/index.ts'
import { createLog } from '../../apps/server/src/platform/log/index.ts'
import { type JobQueue, openQueue } from '../../apps/server/src/platform/queue/index.ts'
import { createRandom } from '../../tools/random/index.ts'
import { testAddress } from '../harness/redis.ts'
import { limitsOff, testSecret } from '../harness/service.ts'
import { waitFor } from '../harness/wait.ts'
import { type Crowd, createCrowd } from './crowd.ts'
import type { Processes } from './processes.ts'
import { type Backend, type Servers, startServers } from './servers.ts'
import { createSlots, type Slot, type SlotOptions, type Slots } from './slots.ts'
import { startWatch, type Watch } from './watch.ts'

export type Form = 'short' | 'full'

/**
 * The environment of a fault: servers, users, and slots for processes of the service. A stage is used for
 * several faults, one after the other.
 */
export type Stage = AsyncDisposable & {
  name: string
  backend: Backend
  form: Form
  /** The root of a built checkout of another version. */
  previous: string | undefined
  folder: string
  servers: Servers
  crowd: Crowd
  slots: Slots
  watch: Watch
  /** Direct connections to the database and the queue, not through the proxies. */
  pool: pg.Pool
  withQueue<Result>(use: (queue: JobQueue) => Promise<Result>): Promise<Result>
  /** Starts an API to which the users send requests and connect sockets. */
  startApi(options?: SlotOptions): Promise<Slot>
  startWorker(options?: SlotOptions): Promise<Slot>
  /** Starts workers without a plan. */
  startWorkers(count: number): Promise<Slot[]>
  /** Waits until the jobs have ended. @returns their statuses, unordered. */
  waitForEnds(jobIds: string[], maxMs?: number): Promise<string[]>
  /** The first number in the short form, the second in the full one. */
  size(short: number, full: number): number
  /** From 0 up to, not including, 1; the same sequence for the same seed. */
  random(): number
  /** Runs `work`, and records its duration as time in which a server is down. */
  during<Result>(work: () => Promise<Result>): Promise<Result>
  readonly outages: readonly { fromMs: number; toMs: number }[]
  /** Records whether a further promise of this fault holds, in addition to the invariants. */
  expect(held: boolean, promise: string): void
  readonly unkept: readonly string[]
  /** Violations that were reported for earlier faults. */
  reported: Set<string>
  /** Disposes of the resource with the stage. */
  use<Resource extends AsyncDisposable>(resource: Resource): Resource
  /** Repairs all proxies and servers, and makes sure that an API and a worker run. */
  repair(): Promise<void>
}

export type StageOptions = {
  name: string
  backend: Backend
  form: Form
  folder: string
  template: string
  previous?: string | undefined
  seed: number
  processes: Processes
  /** The folder of PostgreSQL's files, if not in the stage's folder. */
  dataFolder?: string
}

const usersCount = 20
const log = createLog({ level: 'silent', format: 'json' })

/** Short delays between attempts, so that a run mostly waits for the fault. */
const serviceEnvironment = {
  ...limitsOff,
  JWT_SECRET: testSecret,
  SIGNUP_CREDITS: '1000',
  SVG_WORKER_CONCURRENCY: '4',
  GENERATION_BACKOFF_MS: '300',
  GENERATION_TIMEOUT_SECONDS: '60',
}

export async function openStage(options: StageOptions): Promise<Stage> {
  const stack = createDisposalStack()
  try {
    return await build(options, stack)
  } catch (error) {
    await stack[Symbol.asyncDispose]()
    throw error
  }
}

async function build(options: StageOptions, stack: DisposalStack): Promise<Stage> {
  const { name, backend, form, folder, template, processes } = options
  await mkdir(folder, { recursive: true })
  // As root, PostgreSQL runs under another account, which must be able to enter the folder.
  await chmod(folder, 0o711)
  const servers = await startServers(backend, folder, template, stack, processes, options.dataFolder)
  const directUrl = servers.postgres.urlAt(servers.postgres.port)
  const pool = new pg.Pool({ connectionString: directUrl, max: 4, connectionTimeoutMillis: 3_000 })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  stack.defer(() => pool.end())
  const slots = createSlots({ ...serviceEnvironment, ...servers.environment }, processes)
  stack.defer(async () => void (await slots.close()))
  const apiPorts = () => slots.all.flatMap((slot) => (slot.name === 'api' && slot.isUp ? [slot.port] : []))
  const crowd = createCrowd(usersCount, name, servers.model, apiPorts)
  stack.defer(() => crowd.disconnectAll())
  const watch = stack.use(startWatch(pool))
  const random = createRandom(options.seed)
  const outages: { fromMs: number; toMs: number }[] = []
  const unkept: string[] = []

  async function startApi(slotOptions?: SlotOptions): Promise<Slot> {
    const isFirst = apiPorts().length === 0
    const slot = await slots.open('api', slotOptions)
    await crowd.gather()
    // Half of the users have a second tab at a second instance.
    crowd.listen(slot.port, isFirst ? 1 : 2)
    return slot
  }

  async function withQueue<Result>(use: (queue: JobQueue) => Promise<Result>): Promise<Result> {
    const { redis } = servers
    const connection = redis
      ? ({ kind: 'redis', address: testAddress(`redis://127.0.0.1:${redis.port}`) } as const)
      : ({ kind: 'postgres', url: directUrl } as const)
    await using queue = await openQueue(connection, [generateSvgJob], log)
    return await use(queue)
  }

  return {
    name,
    backend,
    form,
    previous: options.previous,
    folder,
    servers,
    crowd,
    slots,
    watch,
    pool,
    withQueue,
    startApi,
    startWorker: (slotOptions) => slots.open('worker', slotOptions),
    startWorkers: (count) => Promise.all(Array.from({ length: count }, () => slots.open('worker'))),
    async waitForEnds(jobIds, maxMs = 90_000) {
      return waitFor(
        'jobs to end',
        async () => {
          const { rows } = await pool
            .query<{ status: string }>(
              `select status from generation_jobs where id = any($1::uuid[]) and status in ('SUCCEEDED', 'FAILED')`,
              [jobIds],
            )
            .catch(() => ({ rows: [] }))
          return rows.length === jobIds.length && rows.map(({ status }) => status)
        },
        maxMs,
      )
    },
    size: (short, full) => (form === 'short' ? short : full),
    random,
    async during(work) {
      const outage = { fromMs: Date.now(), toMs: Number.POSITIVE_INFINITY }
      outages.push(outage)
      return await work().finally(() => {
        outage.toMs = Date.now()
      })
    },
    outages,
    expect(held, promise) {
      if (!held) unkept.push(promise)
    },
    unkept,
    reported: new Set(),
    use: (resource) => stack.use(resource),
    async repair() {
      const { proxies, postgres, redis } = servers
      for (const proxy of Object.values(proxies)) proxy?.set('pass')
      await postgres.start()
      await redis?.start()
      for (const { current } of slots.all) if (current.isRunning) current.signal('SIGCONT')
      const runs = (wanted: 'api' | 'worker') => slots.all.some(({ name: is, isUp }) => is === wanted && isUp)
      if (!runs('api')) await startApi()
      if (!runs('worker')) await slots.open('worker')
    },
    [Symbol.asyncDispose]: () => stack[Symbol.asyncDispose](),
  }
}
