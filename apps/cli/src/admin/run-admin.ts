import type { Writable } from 'node:stream'
import { openObjects } from '@chatsvg/server/app/open-objects'
import { type Config, ConfigError, readConfig, readProcessEnvironment } from '@chatsvg/server/config'
import { openDatabase } from '@chatsvg/server/platform/db'
import { createDisposalStack } from '@chatsvg/server/platform/disposal'
import { createLog } from '@chatsvg/server/platform/log'
import { escapeControls } from '@chatsvg/server/platform/text'
import { listOfActs } from './acts.ts'
import { backUp } from './backup.ts'
import { type AdminCall, type AdminProgram, readCall } from './call.ts'
import {
  type AdminCommand,
  type AdminOutcome,
  DeclinedError,
  type ExitStatus,
  exitStatuses,
  UsageError,
} from './command.ts'
import { openAdminServer } from './database.ts'
import { jobCommands } from './jobs.ts'
import { keyCommands } from './keys.ts'
import { verifyLedger } from './ledger-verify.ts'
import { modelCommands } from './models.ts'
import { pictureCommands } from './pictures.ts'
import { createProgress } from './progress.ts'
import { queueCommands } from './queue.ts'
import { restore } from './restore.ts'
import { storageCommands } from './storage.ts'
import { askForYes } from './terminal.ts'
import { userCommands } from './users.ts'
import { webhookCommands } from './webhooks.ts'

/** All commands. */
const commands: AdminCommand[] = [
  ...userCommands,
  ...keyCommands,
  ...webhookCommands,
  ...jobCommands,
  ...pictureCommands,
  ...storageCommands,
  ...queueCommands,
  ...modelCommands,
  listOfActs,
  verifyLedger,
  backUp,
  restore,
]

/** One for a transaction, one for reads beside it, one for messages to sockets. */
const poolMax = 3

const unsaid = 'no reason was given'

/** The inputs of a call, and where its output goes. */
export type AdminCaller = {
  args: string[]
  readEnvironment: () => Parameters<typeof readConfig>[0]
  output: Writable
  /** Errors and progress. */
  errors: Writable
}

/** Runs the command in the arguments of the process; the process exits with its status. */
export async function runAdmin(program: AdminProgram): Promise<void> {
  process.exitCode = await answerAdmin(program, {
    args: process.argv.slice(2),
    readEnvironment: readProcessEnvironment,
    output: process.stdout,
    errors: process.stderr,
  })
}

/** Never rejects: every error is printed and becomes a status. */
export async function answerAdmin(program: AdminProgram, caller: AdminCaller): Promise<ExitStatus> {
  const { args, readEnvironment, output, errors } = caller
  try {
    const call = readCall(program, commands, args)
    if ('help' in call) {
      output.write(`${call.help}\n`)
      return exitStatuses.good
    }
    const config = readConfig(readEnvironment())
    const { status, document, text, isOutputTaken } = await perform(call, config, errors)
    const target = isOutputTaken ? errors : output
    say(target, call.json ? JSON.stringify(document, null, 2) : text)
    return status
  } catch (error) {
    say(errors, describeFault(error))
    return error instanceof DeclinedError ? exitStatuses.off : exitStatuses.unusable
  }
}

/**
 * Texts of users, and errors that quote them, are shown on a terminal. In JSON the escapes are JSON's own.
 */
const say = (target: Writable, text: string) => target.write(`${escapeControls(text, 'many lines')}\n`)

const endingSignals = ['SIGINT', 'SIGTERM'] as const

async function perform(
  { command, operands, options, yes }: AdminCall,
  config: Config,
  errors: Writable,
): Promise<AdminOutcome> {
  const ending = new AbortController()
  const end = (signal: string) => ending.abort(new Error(`Ended by ${signal}.`))
  for (const signal of endingSignals) process.once(signal, end)
  // Standard output is only for the result.
  const log = createLog({ level: 'warn', format: config.log.format }, errors)
  const stack = createDisposalStack()
  let server: Promise<string> | undefined
  const openServer = (mayMake: boolean) => {
    server ??= openAdminServer(config, log, stack, mayMake)
    return server
  }
  const openPool = once(async () => {
    const url = await openServer(false)
    return {
      database: stack.use(
        openDatabase(
          { url, poolMax, applicationName: 'chatsvg admin', objects: openObjects(config, log) },
          log,
        ),
      ),
      url,
    }
  })
  const openReach = once(async () => {
    // The code for sockets and queues takes longer to load than most commands take to run.
    const { openAdminReach } = await import('./reach.ts')
    return openAdminReach(config, await openPool(), log, stack)
  })
  try {
    return await command.run({
      config,
      operands,
      options,
      progress: stack.use(createProgress(errors)),
      openServer,
      openDatabase: async () => (await openPool()).database,
      openReach,
      confirm: async (question) => {
        if (!yes) await askForYes(escapeControls(question, 'one line'), ending.signal)
      },
      by: { actor: { kind: 'command-line' }, reason: options.reason?.trim() || unsaid, requestId: null },
      signal: ending.signal,
    })
  } finally {
    await stack[Symbol.asyncDispose]()
    for (const signal of endingSignals) process.off(signal, end)
  }
}

function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined
  return () => {
    made ??= make()
    return made
  }
}

function describeFault(error: unknown): string {
  if (error instanceof DeclinedError || error instanceof UsageError) return error.message
  if (error instanceof ConfigError)
    return `The configuration is wrong:\n${error.message.replaceAll(/^/gm, '  ')}`
  return `It could not be done: ${messagesOf(error).join(': ')}`
}

/**
 * From the outermost to the innermost cause, because the innermost says what happened. An error without a
 * message has a code.
 */
function messagesOf(error: unknown): string[] {
  const messages: string[] = []
  for (let at = error; at instanceof Error; at = at.cause)
    messages.push(at.message || String((at as NodeJS.ErrnoException).code))
  return messages
}
