import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createDisposalStack } from '../../apps/server/src/platform/disposal/index.ts'
import {
  chooseServerAccount,
  spawnOptionsFor,
} from '../../apps/server/src/platform/embedded-postgres/server-account.ts'
import { createTestFolder } from './folder.ts'
import { findFreePort } from './free-port.ts'
import { postgresAnswers } from './postgres-answers.ts'
import { waitFor } from './wait.ts'

/** A real PgBouncer on a free loopback port, in front of one database. */
export type TestPooler = AsyncDisposable & {
  readonly url: string
  /** SIGKILL: the connections of clients and of the server break. */
  kill(): Promise<void>
  /** Starts again on the same port; a running one is not changed. */
  start(): Promise<void>
}

export type PoolerOptions = {
  mode?: 'transaction' | 'session'
  /** Connections of the server. */
  poolSize?: number
  /** Runs on each new connection of the server; default: the limits that the service requires. */
  connectQuery?: string
}

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

const programPath = ['/usr/sbin', process.env.PATH].join(':')
const isInstalled = spawnSync('pgbouncer', ['--version'], { env: { PATH: programPath } }).status === 0

const serviceLimits =
  'set statement_timeout = 15000; set lock_timeout = 1500; set idle_in_transaction_session_timeout = 15000'

/** Whether tests with PgBouncer can run here. In CI it is a failure when they cannot, as in `canRunRedis`. */
export function canRunPooler(): boolean {
  if (isInstalled) return true
  if (process.env.CI === 'true')
    throw new Error('pgbouncer is not installed: the tests through a pooler must run in CI')
  process.stderr.write('skipped: pgbouncer is not installed, tests through a pooler do not run\n')
  return false
}

/** Starts a pooler; dispose it at the end of the test. */
export async function startTestPooler(databaseUrl: string, options: PoolerOptions = {}): Promise<TestPooler> {
  const { mode = 'transaction', poolSize = 10, connectQuery = serviceLimits } = options
  const stack = createDisposalStack()
  const folder = stack.use(await createTestFolder(0o755))
  const port = await findFreePort()
  const { hostname, port: serverPort, username, password, pathname } = new URL(databaseUrl)
  const name = pathname.slice(1)
  const server = `host=${hostname} port=${serverPort} user=${username} password='${decodeURIComponent(password)}'`
  const file = join(folder.path, 'pgbouncer.ini')
  await writeFile(
    file,
    `[databases]
${name} = ${server} dbname=${name}${connectQuery && ` connect_query='${connectQuery}'`}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = ${mode}
default_pool_size = ${poolSize}
max_client_conn = 500
server_login_retry = 0.2
`,
    { mode: 0o644 },
  )
  const url = `postgres://${username}@127.0.0.1:${port}/${name}`
  let child: ChildProcess | undefined
  const isRunning = () => child !== undefined && child.exitCode === null && child.signalCode === null

  async function start(): Promise<void> {
    if (isRunning()) return
    const { uid, gid, cwd } = spawnOptionsFor(chooseServerAccount())
    const started = spawn('pgbouncer', ['-q', file], {
      ...(uid === undefined ? {} : { uid, gid }),
      cwd,
      env: { PATH: programPath },
      stdio: 'ignore',
      detached: true,
    })
    child = started
    running.add(started)
    started.once('exit', () => running.delete(started))
    await waitFor('the pooler to answer', async () => {
      if (started.exitCode !== null) throw new Error(`pgbouncer ended with ${started.exitCode}`)
      return postgresAnswers(url)
    })
  }

  async function kill(): Promise<void> {
    if (!child || !isRunning()) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }

  await start()
  stack.defer(kill)
  return { url, kill, start, [Symbol.asyncDispose]: () => stack[Symbol.asyncDispose]() }
}
