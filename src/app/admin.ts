import { parseArgs } from 'node:util'
import { type Config, ConfigError, readConfig, readProcessEnvironment } from '../config/index.ts'
import { createDisposalStack } from '../platform/disposal/index.ts'
import { createLog } from '../platform/log/index.ts'
import { type AdminCommand, type AdminOutcome, type ExitStatus, exitStatuses } from './admin-command.ts'
import { openAdminDatabase } from './admin-database.ts'
import { verifyLedger } from './admin-ledger-verify.ts'
import { renderTable } from './admin-table.ts'
import type { Program } from './command-line.ts'

type AdminProgram = Omit<Program, 'needsDatabaseUrl'>

/** Everything that an operator can ask for. */
const commands: AdminCommand[] = [verifyLedger]

/** Runs the command that the arguments name. Its words go to standard output, what went wrong to standard error; the process ends with its status. */
export async function runAdmin(program: AdminProgram): Promise<void> {
  process.exitCode = await answer(program)
}

async function answer(program: AdminProgram): Promise<ExitStatus> {
  try {
    const { words, json, help } = readArguments()
    const command = commands.find(({ name }) => name === words)
    if (help) return say(command ? describeCommand(program, command) : describeProgram(program))
    if (!command) throw new UsageError(words === '' ? 'Which command?' : `There is no command "${words}".`)
    const { status, document, text } = await perform(command, readConfig(readProcessEnvironment()))
    say(json ? JSON.stringify(document, null, 2) : text)
    return status
  } catch (error) {
    process.stderr.write(`${describeFault(program, error)}\n`)
    return exitStatuses.unusable
  }
}

async function perform(command: AdminCommand, config: Config): Promise<AdminOutcome> {
  const ending = new AbortController()
  const end = (signal: string) => ending.abort(new Error(`Ended by ${signal}.`))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end)
  // Standard output belongs to the answer.
  const log = createLog({ level: 'warn', format: config.log.format }, process.stderr)
  const stack = createDisposalStack()
  try {
    return await command.run({
      config,
      openDatabase: () => openAdminDatabase(config, log, stack),
      signal: ending.signal,
    })
  } finally {
    await stack[Symbol.asyncDispose]()
  }
}

class UsageError extends Error {}

function readArguments(): { words: string; json: boolean; help: boolean } {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    })
    return { words: positionals.join(' '), json: values.json ?? false, help: values.help ?? false }
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

function say(text: string): ExitStatus {
  process.stdout.write(`${text}\n`)
  return exitStatuses.good
}

function describeFault(program: AdminProgram, error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\n\n${describeProgram(program)}`
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

function describeCommand({ command }: AdminProgram, { name, purpose, details }: AdminCommand): string {
  return `Usage: ${command} ${name} [--json] [--help]\n\n${purpose}\n\n${details}\n\n${describeUse()}`
}

function describeProgram({ command, purpose }: AdminProgram): string {
  const list = renderTable(
    ['command', 'what it does'],
    commands.map((one) => [one.name, one.purpose]),
  )
  return `Usage: ${command} <command> [--json] [--help]\n\n${purpose}\n\n${indent(list)}\n\n${describeUse()}`
}

function describeUse(): string {
  return `  --json   one JSON document instead of text
  --help   of a command: what it looks at

It ends with ${exitStatuses.good} when all is well, ${exitStatuses.off} when something is off, and ${exitStatuses.unusable} when it could not be done.

It is configured like the service: by environment variables, or by the same in a file .env. With DATABASE_URL it works on that database, without on the embedded one in
DATA_DIR, which it uses where it runs; where it does not, it is started for the command alone, and the service cannot start until that is over.`
}

const indent = (text: string) => text.replaceAll(/^/gm, '  ')
