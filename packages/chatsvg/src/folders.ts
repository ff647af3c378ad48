import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import type { Terminal } from './terminal.ts'

type Environment = Terminal['environment']

/** XDG Base Directory Specification 0.8: a relative path in a variable is ignored. */
const folderOf = (environment: Environment, variable: string, fallback: string) => {
  const given = environment[variable]
  const base = given && isAbsolute(given) ? given : join(environment.HOME || homedir(), fallback)
  return join(base, 'chatsvg')
}

export const configFolder = (environment: Environment): string =>
  folderOf(environment, 'XDG_CONFIG_HOME', '.config')

export const stateFolder = (environment: Environment): string =>
  folderOf(environment, 'XDG_STATE_HOME', '.local/state')
