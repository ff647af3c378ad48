import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { configFolder } from './folders.ts'
import type { Terminal } from './terminal.ts'

/** The address of a service, and the API key for it. */
export type Login = { url: string; key: string }

type Environment = Terminal['environment']

const fileOf = (environment: Environment) => join(configFolder(environment), 'login.json')

/** @returns undefined when nobody has logged in. */
export async function readLogin(environment: Environment): Promise<Login | undefined> {
  try {
    return JSON.parse(await readFile(fileOf(environment), 'utf8')) as Login
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
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

/** @returns whether there was one. */
export async function removeLogin(environment: Environment): Promise<boolean> {
  const login = await readLogin(environment).catch(() => ({}))
  await rm(fileOf(environment), { force: true })
  return login !== undefined
}
