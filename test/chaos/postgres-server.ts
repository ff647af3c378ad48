import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { migrateDatabase } from '../../apps/server/src/platform/db/index.ts'
import { locateBinaries } from '../../apps/server/src/platform/embedded-postgres/binaries.ts'
import { reachableFolder } from '../../apps/server/src/platform/embedded-postgres/cluster-folder.ts'
import { startEmbeddedPostgres } from '../../apps/server/src/platform/embedded-postgres/index.ts'
import {
  chooseServerAccount,
  type ServerAccount,
  spawnOptionsFor,
} from '../../apps/server/src/platform/embedded-postgres/server-account.ts'
import { createLog } from '../../apps/server/src/platform/log/index.ts'
import { findFreePort } from '../harness/free-port.ts'
import { postgresAnswers } from '../harness/postgres-answers.ts'
import { testSecret } from '../harness/service.ts'
import { waitFor } from '../harness/wait.ts'

/**
 * Ways to stop a postmaster (PostgreSQL manual, "Shutting Down the Server"): SIGTERM smart, SIGINT fast,
 * SIGQUIT immediate, after which the next start recovers from the log; SIGKILL like a crash.
 */
export type PostgresEnd = 'fast' | 'immediate' | 'kill'

/**
 * A PostgreSQL whose postmaster is a child of this process, so that it can be killed, and restarted on the
 * same folder and port.
 */
export type ChaosPostgres = AsyncDisposable & {
  readonly port: number
  /** The folder of its files. */
  readonly folder: string
  urlAt(port: number): string
  end(how: PostgresEnd): Promise<void>
  /** Waits until it answers; several attempts may be necessary after a kill. */
  start(): Promise<void>
  readonly isRunning: boolean
}

const signals = { fast: 'SIGINT', immediate: 'SIGQUIT', kill: 'SIGKILL' } as const
const databaseName = 'chaos'
/** A replica needs as many. */
export const connectionsMax = '300'

/**
 * Creates a migrated cluster in `folder`, not running: every stage gets a copy of it.
 *
 * @param previous a built checkout whose migrations are applied instead of this one's.
 */
export async function preparePostgres(folder: string, previous?: string): Promise<void> {
  const log = createLog({ level: 'warn', format: 'json' })
  await using server = await startEmbeddedPostgres(folder, log, { fsync: 'off' })
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  await admin.query(`create database ${databaseName}`)
  await admin.end()
  const url = new URL(server.url)
  url.pathname = `/${databaseName}`
  if (previous === undefined) return await migrateDatabase(url.href, log)
  const env = { PATH: process.env.PATH, DATABASE_URL: url.href, JWT_SECRET: testSecret, LOG_LEVEL: 'warn' }
  execFileSync(process.execPath, [join(previous, 'dist/bin/migrate.js')], { env, stdio: 'inherit' })
}

export async function startChaosPostgres(
  template: string,
  folder: string,
  own: (child: ChildProcess) => void,
): Promise<ChaosPostgres> {
  const account = chooseServerAccount()
  const { postgres: program } = await locateBinaries(account, reachableFolder)
  await copyCluster(template, folder, account)
  const password = (await readFile(join(folder, 'chatsvg-password'), 'utf8')).trim()
  const port = await findFreePort()
  const urlAt = (at: number) => `postgres://chatsvg:${password}@127.0.0.1:${at}/${databaseName}`
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: connectionsMax,
    log_min_messages: 'panic',
    logging_collector: 'off',
    // Processes are killed here, not the machine, so data in the kernel's cache is safe.
    fsync: 'off',
  }
  const args = [
    '-D',
    folder,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const { uid, gid, cwd, env } = spawnOptionsFor(account)
  let server: ChildProcess | undefined

  const isRunning = () => server !== undefined && server.exitCode === null && server.signalCode === null

  async function launch(): Promise<void> {
    server = spawn(program, args, {
      ...(uid === undefined ? {} : { uid, gid }),
      cwd,
      env,
      stdio: 'ignore',
      detached: true,
    })
    own(server)
  }

  async function start(): Promise<void> {
    await waitFor(
      'PostgreSQL to answer',
      async () => {
        // Children of a killed postmaster keep its shared memory for a moment, and a new one refuses to start
        // in that time.
        if (!isRunning()) await launch()
        return (await postgresAnswers(urlAt(port))) || undefined
      },
      30_000,
    )
  }

  async function end(how: PostgresEnd): Promise<void> {
    if (!server || !isRunning()) return
    const exited = once(server, 'exit')
    server.kill(signals[how])
    await exited
  }

  await start()
  return {
    port,
    folder,
    urlAt,
    start,
    end,
    get isRunning() {
      return isRunning()
    },
    async [Symbol.asyncDispose]() {
      await end('immediate')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function copyCluster(template: string, folder: string, account: ServerAccount): Promise<void> {
  await cp(template, folder, { recursive: true })
  // The copy belongs to the account that copies; the server requires that its own account owns the folder.
  if (account.uid !== undefined) execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, folder])
  execFileSync('chmod', ['-R', 'u=rwX,go=', folder])
}
