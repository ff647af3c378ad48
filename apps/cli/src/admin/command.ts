import type { Config } from '@chatsvg/server/config'
import type { ActBy } from '@chatsvg/server/features/administration'
import type { Database } from '@chatsvg/server/platform/db'
import type { Progress } from './progress.ts'
import type { AdminReach } from './reach.ts'

/** What a command may use. */
export type AdminContext = {
  config: Config
  /** What stands after the words that call it. */
  operands: string[]
  options: AdminOptions
  /** Tells what is under way, on standard error. */
  progress: Progress
  /**
   * Where the database is, for what needs a connection of its own. An embedded one that there is not yet is
   * made only if `mayMake`.
   */
  openServer(mayMake: boolean): Promise<string>
  /** Opened at the first call, closed after the command. */
  openDatabase(): Promise<Database>
  /** What an act has to tell beyond its rows, opened like the database. */
  openReach(): Promise<AdminReach>
  /**
   * Asks before what cannot be undone. @throws DeclinedError for a no, UsageError where there is nobody to
   * ask and no `--yes`.
   */
  confirm(question: string): Promise<void>
  /** Of the operator, with the reason that was given. */
  by: ActBy
  /** Aborted when the operator or the system ends the program. */
  signal: AbortSignal
}

/** As they were given. */
export type AdminOptions = Readonly<Record<string, string | undefined>>

/** What a command has to say: `document` with `--json`, `text` without. */
export type AdminOutcome = {
  status: ExitStatus
  document: unknown
  text: string
  /** Standard output was for something else; the words go to standard error. */
  isOutputTaken?: boolean
}

/**
 * `off`: it worked, and something is not as it should be, or the operator said no. `unusable`: it could not
 * be done.
 */
export const exitStatuses = { good: 0, off: 1, unusable: 2 } as const
export type ExitStatus = (typeof exitStatuses)[keyof typeof exitStatuses]

export type AdminCommand = {
  /** The words that call it. */
  name: string
  /** What stands after them, as its help shows it; `[...]` may be left out. */
  operands?: string[]
  /** Its own options with a value, by name, and what they are for. */
  options?: Readonly<Record<string, string>>
  /** In a sentence, for the list of all commands. */
  purpose: string
  /** What its own help says below the purpose. */
  details?: string
  run(context: AdminContext): Promise<AdminOutcome>
}

/** It was called wrongly. */
export class UsageError extends Error {}

/** The operator said no. */
export class DeclinedError extends Error {}

/** Of all commands that change something. */
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
