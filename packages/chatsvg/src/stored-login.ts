import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { configFolder } from './folders.ts'
import type { Terminal } from './terminal.ts'

/** The address of a service, and an API key for it, or tokens of a sign-in in the browser. */
export type Login = {
  url: string
  /** The API key, or the access token. */
  key: string
  /** Of a sign-in in the browser. */
  renewal?: {
    refreshToken: string
    /** Of the access token: milliseconds since 1970, by the clock of this computer. */
    expiresAtMs: number
  }
}

type Environment = Terminal['environment']

const fileOf = (environment: Environment) => join(configFolder(environment), 'login.json')

/** @returns undefined when nobody has logged in. */
export async function readLogin(environment: Environment): Promise<Login | undefined> {
  try {
    return JSON.parse(await readFile(fileOf(environment), 'utf8')) as Login
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** Only the user may read it, whatever the file was before. @returns where it is. */
export async function writeLogin(environment: Environment, login: Login): Promise<string> {
  const file = fileOf(environment)
  await mkdir(configFolder(environment), { recursive: true, mode: 0o700 })
  const unfinished = `${file}.${process.pid}`
  await writeFile(unfinished, `${JSON.stringify(login, null, 2)}\n`, { mode: 0o600 })
  await rename(unfinished, file)
  return file
}

export async function removeLogin(environment: Environment): Promise<void> {
  await rm(fileOf(environment), { force: true })
}

const lockPollMs = 50
/** Longer than a renewal takes: after this its process is gone. */
const lockStaleMs = 30_000

/** Runs `act` while no other process of the user does the same. */
export async function withLoginLock<T>(environment: Environment, act: () => Promise<T>): Promise<T> {
  const lock = `${fileOf(environment)}.lock`
  while (!(await takeLock(lock))) await wait(lockPollMs)
  try {
    return await act()
  } finally {
    await rm(lock, { force: true })
  }
}

async function takeLock(lock: string): Promise<boolean> {
  try {
    await (await open(lock, 'wx', 0o600)).close()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  try {
    if (Date.now() - (await stat(lock)).mtimeMs > lockStaleMs) await rm(lock, { force: true })
  } catch (error) {
    if (!isMissing(error)) throw error
  }
  return false
}

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT'
