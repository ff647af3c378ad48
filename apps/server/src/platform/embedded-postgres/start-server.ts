import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Log } from '../log/index.ts'
import { type Binaries, locateBinaries } from './binaries.ts'
import {
  buildFolderWhole,
  chooseClusterFolder,
  reachableFolder,
  readClusterVersion,
  writeSecretFile,
} from './cluster-folder.ts'
import { holdOwnership, type Ownership } from './ownership.ts'
import { chooseServerAccount, type ServerAccount, spawnOptionsFor } from './server-account.ts'

const run = promisify(execFile)

const majorVersion = '18'
const superuser = 'chatsvg'
const passwordFile = 'chatsvg-password'
const startAttemptsMax = 5

export type EmbeddedPostgres = AsyncDisposable & {
  /** Connection string with the password; for this machine only. */
  url: string
  /**
   * Where the files really are; differs from the wanted folder when the server's account cannot reach that
   * one.
   */
  clusterFolder: string
}

export class DataFolderInUseError extends Error {
  /** Where the other one's server answers, for who only wants to look into it. */
  readonly url: string

  constructor(message: string, url: string) {
    super(message)
    this.url = url
  }
}

type Server = { port: number; pid: number }

/**
 * Starts the server on `folder` (made on first use), or takes over one that a killed process left running.
 * Disposing stops it and waits until it is down.
 *
 * @param settings server settings for this run, such as `{ fsync: 'off' }` in tests.
 * @throws DataFolderInUseError when another chatSVG serves this folder.
 */
export async function startEmbeddedPostgres(
  folder: string,
  log: Log,
  settings: Record<string, string> = {},
): Promise<EmbeddedPostgres> {
  const account = chooseServerAccount()
  const binaries = await locateBinaries(account, reachableFolder)
  const clusterFolder = await chooseClusterFolder(folder, account)
  await ensureCluster(clusterFolder, account, binaries)
  const password = (await readFile(join(clusterFolder, passwordFile), 'utf8')).trim()
  const urlAt = (port: number) => `postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`

  const { server, ownership } = await startOrTakeOver()
  return {
    url: urlAt(server.port),
    clusterFolder,
    async [Symbol.asyncDispose]() {
      await ownership[Symbol.asyncDispose]()
      await controlServer(binaries, account, ['stop', '-D', clusterFolder, '-m', 'fast', '-w'])
    },
  }

  async function startOrTakeOver(): Promise<{ server: Server; ownership: Ownership }> {
    let lastError: unknown
    for (let attempt = 0; attempt < startAttemptsMax; attempt += 1) {
      const running = await findRunning(clusterFolder)
      if (running) {
        const url = urlAt(running.port)
        const ownership = await holdOwnership(url, log)
        if (ownership === 'taken') {
          throw new DataFolderInUseError(
            `Another chatSVG is already using ${dirname(folder)}. Stop it, or set DATA_DIR to another folder.`,
            url,
          )
        }
        if (ownership) return { server: running, ownership }
      }
      try {
        const port = await findFreePort()
        await startServer(binaries, account, clusterFolder, port, settings)
      } catch (error) {
        // Another starter may have won the race for the folder or the port: look again.
        lastError = error
      }
    }
    const tail = await readLogTail(clusterFolder)
    throw new Error(`The embedded PostgreSQL did not start in ${clusterFolder}.${tail}`, { cause: lastError })
  }
}

async function ensureCluster(folder: string, account: ServerAccount, binaries: Binaries): Promise<void> {
  const version = await readClusterVersion(folder)
  if (version === majorVersion) return
  if (version !== undefined) {
    throw new Error(
      `${folder} was made by PostgreSQL ${version}, this chatSVG brings PostgreSQL ${majorVersion}. ` +
        'Dump it with the old one and restore, or choose another DATA_DIR.',
    )
  }
  await buildFolderWhole(folder, account, async (unfinished) => {
    // initdb wants an empty folder, so the password starts beside it and moves in afterwards.
    const secret = `${unfinished}.${passwordFile}`
    const password = randomBytes(24).toString('base64url')
    await writeSecretFile(secret, password, account)
    try {
      const options = [
        '--username',
        superuser,
        '--pwfile',
        secret,
        '--auth',
        'scram-sha-256',
        '--encoding',
        'UTF8',
      ]
      const locale = ['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--locale', 'C']
      await run(
        binaries.initdb,
        ['-D', unfinished, ...options, ...locale, '--no-instructions'],
        execOptions(account),
      )
      await writeSecretFile(join(unfinished, passwordFile), password, account)
    } finally {
      await rm(secret, { force: true })
    }
  })
}

/**
 * A server whose pid file is there and whose process lives. Lines of the file: pid, folder, start time, port,
 * ...
 */
async function findRunning(folder: string): Promise<Server | undefined> {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')
  const [pidLine, , , portLine] = text.split('\n')
  const pid = Number.parseInt(pidLine ?? '', 10)
  const port = Number.parseInt(portLine ?? '', 10)
  return pid > 0 && port > 0 && isAlive(pid) ? { pid, port } : undefined
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function startServer(
  binaries: Binaries,
  account: ServerAccount,
  folder: string,
  port: number,
  settings: Record<string, string>,
): Promise<void> {
  const all = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    // Parameters of statements are what users wrote, and have no place in a log.
    log_min_error_statement: 'panic',
    log_min_messages: 'fatal',
    ...settings,
  }
  const serverOptions = Object.entries(all).map(([name, value]) => `-c ${name}='${value}'`)
  const logFile = join(folder, 'server.log')
  await rm(logFile, { force: true })
  // pg_ctl puts the server in a session of its own: a Ctrl-C in the terminal reaches chatSVG alone, which
  // then stops it in order.
  const args = ['start', '-D', folder, '-l', logFile, '-w', '-t', '30', '-o', serverOptions.join(' ')]
  await controlServer(binaries, account, args)
}

async function controlServer(binaries: Binaries, account: ServerAccount, args: string[]): Promise<void> {
  await run(binaries.pgCtl, args, execOptions(account))
}

function execOptions(account: ServerAccount) {
  const { uid, gid, cwd, env } = spawnOptionsFor(account)
  return { ...(uid === undefined ? {} : { uid, gid }), cwd, env }
}

async function readLogTail(folder: string): Promise<string> {
  const text = await readFile(join(folder, 'server.log'), 'utf8').catch(() => '')
  const tail = text.trim().split('\n').slice(-5).join('\n')
  return tail ? ` Its last words, from ${basename(folder)}/server.log:\n${tail}` : ''
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
