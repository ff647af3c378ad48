import type { Config } from '../config/index.ts'
import type { Database } from '../platform/db/index.ts'

/** What a command may use. */
export type AdminContext = {
  config: Config
  /** Opened at the first call, closed after the command. */
  openDatabase(): Promise<Database>
  /** Aborted when the operator or the system ends the program. */
  signal: AbortSignal
}

/** What a command has to say: `document` with `--json`, `text` without. */
export type AdminOutcome = { status: ExitStatus; document: unknown; text: string }

/** `off`: it worked, and something is not as it should be. `unusable`: it could not be done. */
export const exitStatuses = { good: 0, off: 1, unusable: 2 } as const
export type ExitStatus = (typeof exitStatuses)[keyof typeof exitStatuses]

export type AdminCommand = {
  /** The words that call it. */
  name: string
  /** In a sentence, for the list of all commands. */
  purpose: string
  /** What its own help says below the purpose. */
  details: string
  run(context: AdminContext): Promise<AdminOutcome>
}
