import { type Config, ConfigError, readConfig, readProcessEnvironment } from '../config/index.ts'
import { openDatabase } from '../platform/db/index.ts'
import { createDisposalStack } from '../platform/disposal/index.ts'
import { createLog } from '../platform/log/index.ts'
import { listOfActs } from './admin-acts.ts'
import { backUp } from './admin-backup.ts'
import { type AdminCall, checkCall, readCall } from './admin-call.ts'
import {
  type AdminCommand,
  type AdminOutcome,
  DeclinedError,
  type ExitStatus,
  exitStatuses,
  UsageError,
} from './admin-command.ts'
import { openAdminServer } from './admin-database.ts'
import { type AdminProgram, describeCommand, describeProgram, indent } from './admin-help.ts'
import { jobCommands } from './admin-jobs.ts'
import { verifyLedger } from './admin-ledger-verify.ts'
import { modelCommands } from './admin-models.ts'
import { queueCommands } from './admin-queue.ts'
import { openAdminReach } from './admin-reach.ts'
import { restore } from './admin-restore.ts'
import { askForYes } from './admin-terminal.ts'
import { userCommands } from './admin-users.ts'
import { createProgress } from './progress.ts'

/** Everything that an operator can ask for. */
const commands: AdminCommand[] = [
  ...userCommands,
  ...jobCommands,
  ...queueCommands,
  ...modelCommands,
  listOfActs,
  verifyLedger,
  backUp,
  restore,
]

/** One for a transaction, one for what is read beside it, one for messages to sockets. */
const poolMax = 3

const unsaid = 'no reason was given'

/** Runs the command that the arguments name. Its words go to standard output, what went wrong to standard error; the process ends with its status. */
export async function runAdmin(program: AdminProgram): Promise<void> {
  process.exitCode = await answer(program)
}

async function answer(program: AdminProgram): Promise<ExitStatus> {
  try {
    const call = readCall(process.argv.slice(2), commands)
    const { command, words } = call
    if (call.help)
      return say(command ? describeCommand(program, command) : describeProgram(program, commands))
    if (!command) throw new UsageError(words === '' ? 'Which command?' : `There is no command "${words}".`)
    checkCall(command, call)
    const { status, document, text, isOutputTaken } = await perform(
      command,
      call,
      readConfig(readProcessEnvironment()),
    )
    const output = isOutputTaken ? process.stderr : process.stdout
    output.write(`${call.json ? JSON.stringify(document, null, 2) : text}\n`)
    return status
  } catch (error) {
    process.stderr.write(`${describeFault(program, error)}\n`)
    return error instanceof DeclinedError ? exitStatuses.off : exitStatuses.unusable
  }
}

async function perform(
  command: AdminCommand,
  { operands, options, yes }: AdminCall,
  config: Config,
): Promise<AdminOutcome> {
  const ending = new AbortController()
  const end = (signal: string) => ending.abort(new Error(`Ended by ${signal}.`))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end)
  // Standard output belongs to the answer.
  const log = createLog({ level: 'warn', format: config.log.format }, process.stderr)
  const stack = createDisposalStack()
  let server: Promise<string> | undefined
  const openServer = (mayMake: boolean) => {
    server ??= openAdminServer(config, log, stack, mayMake)
    return server
  }
  const openPool = once(async () => {
    const url = await openServer(false)
    return { database: stack.use(openDatabase({ url, poolMax, applicationName: 'chatsvg admin' }, log)), url }
  })
  const openReach = once(async () => openAdminReach(config, await openPool(), log, stack))
  try {
    return await command.run({
      config,
      operands,
      options,
      progress: stack.use(createProgress(process.stderr)),
      openServer,
      openDatabase: async () => (await openPool()).database,
      openReach,
      confirm: async (question) => {
        if (!yes) await askForYes(question, ending.signal)
      },
      by: { actor: { kind: 'command-line' }, reason: options.reason?.trim() || unsaid, requestId: null },
      signal: ending.signal,
    })
  } finally {
    await stack[Symbol.asyncDispose]()
  }
}

function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined
  return () => {
    made ??= make()
    return made
  }
}

function say(text: string): ExitStatus {
  process.stdout.write(`${text}\n`)
  return exitStatuses.good
}

function describeFault(program: AdminProgram, error: unknown): string {
  if (error instanceof DeclinedError) return error.message
  if (error instanceof UsageError) return `${error.message}\n\n${describeProgram(program, commands)}`
  if (error instanceof ConfigError) return `The configuration is wrong:\n${indent(error.message)}`
  return `It could not be done: ${messagesOf(error).join(': ')}`
}

/** From the outside in, since the innermost says what really happened. Those without words have a code. */
function messagesOf(error: unknown): string[] {
  const messages: string[] = []
  for (let at = error; at instanceof Error; at = at.cause)
    messages.push(at.message || String((at as NodeJS.ErrnoException).code))
  return messages
}
