import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { locateBinaries } from '../../apps/server/src/platform/embedded-postgres/binaries.ts'
import { reachableFolder } from '../../apps/server/src/platform/embedded-postgres/cluster-folder.ts'
import { startEmbeddedPostgres } from '../../apps/server/src/platform/embedded-postgres/index.ts'
import {
  chooseServerAccount,
  spawnOptionsFor,
} from '../../apps/server/src/platform/embedded-postgres/server-account.ts'
import { createLog } from '../../apps/server/src/platform/log/index.ts'
import { createTestFolder } from './folder.ts'
import { findFreePort } from './free-port.ts'
import { databaseUrl } from './global-setup.ts'
import { waitFor } from './wait.ts'

const databaseName = 'replicated'

/** A streaming replica of a PostgreSQL. */
export type TestReplica = AsyncDisposable & {
  /** Of the same database as the primary's. */
  url: string
  /** Stops replaying, as a replica does that is too slow; `false` continues. */
  pauseReplay(isPaused: boolean): Promise<void>
  kill(): Promise<void>
  start(): Promise<void>
  /** Makes it a primary of its own. */
  promote(): Promise<void>
}

/** A PostgreSQL with a database that a streaming replica follows. */
export type ReplicatedPostgres = AsyncDisposable & {
  url: string
  replica: TestReplica
  /** On the primary, as its superuser. */
  run(statement: string): Promise<void>
}

const primarySettings = { fsync: 'off', wal_level: 'replica', max_wal_senders: '4' }

/** Starts both servers; the database is empty. */
export async function startReplicatedPostgres(): Promise<ReplicatedPostgres> {
  const folder = await createTestFolder()
  const log = createLog({ level: 'silent', format: 'json' })
  const primary = await startEmbeddedPostgres(join(folder.path, 'primary'), log, primarySettings)
  await ask(primary.url, `create database ${databaseName}`)
  const url = databaseUrl(primary.url, databaseName)
  const replica = await startReplicaOf(url, primary.clusterFolder, primarySettings)
  return {
    url,
    replica,
    run: async (statement) => void (await ask(url, statement)),
    async [Symbol.asyncDispose]() {
      await replica[Symbol.asyncDispose]()
      await primary[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}

/**
 * Copies a running cluster, and starts the copy as its replica.
 *
 * @param url of a database of the primary, as its superuser.
 * @param settings those of the primary.
 */
export async function startReplicaOf(
  url: string,
  clusterFolder: string,
  settings: Record<string, string>,
): Promise<TestReplica> {
  const account = chooseServerAccount()
  const { postgres: program } = await locateBinaries(account, reachableFolder)
  const { uid, gid, cwd, env } = spawnOptionsFor(account)
  const copy = `${clusterFolder}-replica`
  const port = await findFreePort()
  await onServer(url, async (client) => {
    // The low-level base backup of the PostgreSQL manual ("Continuous Archiving"): files that are copied
    // while they change are repaired by the log, from the label's position on.
    await client.query(`select pg_backup_start('replica', true)`)
    await cp(clusterFolder, copy, { recursive: true, filter: (path) => !path.endsWith('postmaster.pid') })
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)')
    await writeFile(join(copy, 'backup_label'), rows[0]?.labelfile ?? '')
  })
  const { username, password, port: primaryPort } = new URL(url)
  const source = `host=127.0.0.1 port=${primaryPort} user=${username} password=${password}`
  await writeFile(join(copy, 'standby.signal'), '')
  if (account.uid !== undefined) execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, copy])
  execFileSync('chmod', ['-R', 'u=rwX,go=', copy])

  const ownUrl = new URL(url)
  ownUrl.port = String(port)
  const replicaUrl = ownUrl.href
  let server: ChildProcess | undefined

  const isRunning = () => server !== undefined && server.exitCode === null && server.signalCode === null

  async function start(): Promise<void> {
    if (isRunning()) return
    const options = {
      // Changes do not wait for reads.
      max_standby_streaming_delay: '0',
      ...{ ...settings, port: String(port), primary_conninfo: source, hot_standby: 'on' },
      ...{ listen_addresses: '127.0.0.1', unix_socket_directories: '', logging_collector: 'off' },
    }
    const args = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    server = spawn(program, ['-D', copy, ...args], {
      ...(uid === undefined ? {} : { uid, gid }),
      ...{ cwd, env, stdio: 'ignore', detached: true },
    })
    await waitFor(
      'the replica to answer',
      () =>
        ask(replicaUrl, 'select 1').then(
          () => true,
          () => undefined,
        ),
      30_000,
    )
  }

  async function stop(signal: 'SIGKILL' | 'SIGQUIT'): Promise<void> {
    if (!server || !isRunning()) return
    const exited = once(server, 'exit')
    server.kill(signal)
    await exited
  }

  await start()
  return {
    url: replicaUrl,
    pauseReplay: async (isPaused) =>
      void (await ask(replicaUrl, `select pg_wal_replay_${isPaused ? 'pause' : 'resume'}()`)),
    kill: () => stop('SIGKILL'),
    start,
    promote: async () => void (await ask(replicaUrl, 'select pg_promote()')),
    async [Symbol.asyncDispose]() {
      await stop('SIGQUIT')
      await rm(copy, { recursive: true, force: true })
    },
  }
}

const ask = (url: string, statement: string) => onServer(url, (client) => client.query(statement))

async function onServer<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => undefined)
  await client.connect()
  return work(client).finally(() => client.end().catch(() => undefined))
}
