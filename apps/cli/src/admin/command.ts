import type { Config } from '@chatsvg/server/config'
import type { ActBy } from '@chatsvg/server/features/administration'
import type { Database } from '@chatsvg/server/platform/db'
import type { Progress } from './progress.ts'
import type { AdminReach } from './reach.ts'

/** What a command may use. */
export type AdminContext = {
  config: Config
  /** The operands after the command's name. */
  operands: string[]
  options: AdminOptions
  /** Reports progress, on standard error. */
  progress: Progress
  /**
   * The database, for commands that need their own connection. A missing embedded one is created only if
   * `mayMake`.
   */
  openServer(mayMake: boolean): Promise<string>
  /** Opened at the first call, closed after the command. */
  openDatabase(): Promise<Database>
  /** What an action must notify in addition to its rows, opened like the database. */
  openReach(): Promise<AdminReach>
  /**
   * Asks for confirmation before an action that cannot be undone. @throws DeclinedError for a no, UsageError
   * without a terminal and without `--yes`.
   */
  confirm(question: string): Promise<void>
  /** The operator, with the given reason. */
  by: ActBy
  /** Aborted when the operator or the system ends the program. */
  signal: AbortSignal
}

/** As they were given. */
export type AdminOptions = Readonly<Record<string, string | undefined>>

/** The output of a command: `document` with `--json`, `text` without. */
export type AdminOutcome = {
  status: ExitStatus
  document: unknown
  text: string
  /** Standard output has other data; the text goes to standard error. */
  isOutputTaken?: boolean
}

/** `off`: the check found violations, or the operator said no. `unusable`: the command could not be done. */
export const exitStatuses = { good: 0, off: 1, unusable: 2 } as const
export type ExitStatus = (typeof exitStatuses)[keyof typeof exitStatuses]

export type AdminCommand = {
  /** The words of the command. */
  name: string
  /** Its operands, as its help shows them; `[...]` may be omitted. */
  operands?: string[]
  /** Its own options with a value, by name, and their purpose. */
  options?: Readonly<Record<string, string>>
  /** Its purpose in a sentence, for the list of all commands. */
  purpose: string
  /** Further text of its own help. */
  details?: string
  run(context: AdminContext): Promise<AdminOutcome>
}

/** The command line is wrong. */
export class UsageError extends Error {}

/** The operator said no. */
export class DeclinedError extends Error {}

/** Options of all commands that change something. */
export const reasonOption = { reason: 'why, kept with the act' }

export const pageOptions = {
  limit: 'rows at most, 50 when left out, 100 at most',
  cursor: 'where to go on, as the page before has said',
}

export const done = (document: unknown, text: string): AdminOutcome => ({
  status: exitStatuses.good,
  document,
  text,
})
