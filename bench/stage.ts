import { spawnSync } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createDisposalStack, type DisposalStack } from '../apps/server/src/platform/disposal/index.ts'
import { startEmbeddedPostgres } from '../apps/server/src/platform/embedded-postgres/index.ts'
import { createLog } from '../apps/server/src/platform/log/index.ts'
import type { TestRedis } from '../test/harness/redis.ts'
import { limitsOff, runProgram } from '../test/harness/service.ts'
import { type ServiceProcess, startService } from './service.ts'

/** The environment of all measurements: real servers on this machine, and the settings of the run. */
export type Stage = AsyncDisposable & {
  seconds: number
  galleryRows: number
  folder: string
  postgresUrl: string
  /** undefined if redis-server is not installed. */
  redis: TestRedis | undefined
  /** A separate migrated database, with a pool for preparing and reading it. */
  createDatabase(name: string): Promise<BenchDatabase>
  /** @param preload a module that is loaded before the service. */
  startService(
    name: 'all' | 'api' | 'worker',
    environment: Record<string, string>,
    preload?: string,
  ): Promise<ServiceProcess>
  report(progress: string): void
}

export type BenchDatabase = AsyncDisposable & { url: string; pool: pg.Pool }

export type StageOptions = { seconds: number; galleryRows: number; profileFolder: string | undefined }

export const noRedis = 'no redis-server here'
export const benchSecret = 'only-for-benchmarks-0123456789-abcdefghijkl'

/** Starts the servers in a new temporary folder; disposing stops them and removes it. */
export async function openStage(options: StageOptions, stack: DisposalStack): Promise<Stage> {
  // Other accounts must be able to enter it: as root, PostgreSQL runs under one of them.
  const folder = await mkdtemp(join(tmpdir(), 'chatsvg-bench-'))
  await chmod(folder, 0o711)
  stack.defer(() => rm(folder, { recursive: true, force: true }))
  const report = (progress: string) => void process.stderr.write(`${progress}\n`)

  report('starting PostgreSQL and Redis')
  const log = createLog({ level: 'warn', format: 'json' })
  const postgres = stack.use(await startEmbeddedPostgres(join(folder, 'postgres'), log))
  const redis = await startRedis(stack)
  const template = 'bench_template'
  await query(postgres.url, `create database ${template}`)
  const migrated = await runProgram('migrate', [], {
    DATABASE_URL: databaseUrl(postgres.url, template),
    JWT_SECRET: benchSecret,
  })
  if (migrated.code !== 0) throw new Error(`the migration failed:\n${migrated.output}`)

  let started = 0
  return {
    seconds: options.seconds,
    galleryRows: options.galleryRows,
    folder,
    postgresUrl: postgres.url,
    redis,
    async createDatabase(name) {
      const databaseName = `bench_${name.replaceAll('-', '_')}`
      await query(postgres.url, `create database ${databaseName} template ${template}`)
      const url = databaseUrl(postgres.url, databaseName)
      const pool = new pg.Pool({ connectionString: url, max: 4 })
      pool.on('error', () => undefined)
      return {
        url,
        pool,
        async [Symbol.asyncDispose]() {
          await pool.end()
          await query(postgres.url, `drop database ${databaseName} with (force)`)
        },
      }
    },
    startService(name, environment, preload) {
      started += 1
      return startService(name, {
        environment: { JWT_SECRET: benchSecret, ...limitsOff, ...environment },
        logFile: join(folder, `${name}-${started}.log`),
        profileFolder: options.profileFolder,
        preload,
      })
    },
    report,
    [Symbol.asyncDispose]: () => stack[Symbol.asyncDispose](),
  }
}

export type Backend = 'redis' | 'postgres'

export function queueEnvironment({ redis }: Stage, backend: Backend): Record<string, string> {
  return backend === 'redis' && redis ? { REDIS_URL: redis.url } : {}
}

/** Redis if it is available, as in production with several processes. */
export const redisEnvironment = (stage: Stage) => queueEnvironment(stage, 'redis')

/** Runs the measurement, and closes everything that it opened, whatever happens. */
export async function withStack<Result>(work: (stack: DisposalStack) => Promise<Result>): Promise<Result> {
  await using stack = createDisposalStack()
  return await work(stack)
}

async function startRedis(stack: DisposalStack): Promise<TestRedis | undefined> {
  if (spawnSync('redis-server', ['--version']).status !== 0) return undefined
  const { startTestRedis } = await import('../test/harness/redis.ts')
  return stack.use(await startTestRedis())
}

function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

async function query(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
