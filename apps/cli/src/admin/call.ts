import { hasControlCharacters } from '@chatsvg/server/platform/text'
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { type AdminCommand, type AdminOptions, exitStatuses, UsageError } from './command.ts'

/** `command` is how one starts it, `purpose` what it does, in a sentence. */
export type AdminProgram = { command: string; purpose: string }

/** The parsed command line. */
export type AdminCall = {
  command: AdminCommand
  operands: string[]
  options: AdminOptions
  json: boolean
  yes: boolean
}

const reasonCharsMax = 500
/** The width of help that is written to a file or a pipe. */
const columnsUsual = 110

/**
 * Parses the arguments of the program.
 *
 * @returns the call, or the requested help.
 * @throws UsageError for an unknown command and for invalid operands and options, with the help of the
 * program.
 */
export function readCall(
  about: AdminProgram,
  commands: readonly AdminCommand[],
  args: string[],
): AdminCall | { help: string } {
  let call: AdminCall | undefined
  let help = ''
  const program = createProgram(about)
  for (const command of commands) {
    const { name, operands = [], options = {}, purpose, details } = command
    const words = name.split(' ')
    const leaf = groupOf(program, words.slice(0, -1))
      .command(words.at(-1) ?? name)
      .description(purpose)
      .usage([...operands, '[options]'].join(' '))
    for (const operand of operands) leaf.addArgument(new Argument(operand).argParser(readOperand))
    for (const [option, purposeOfOption] of Object.entries(options)) {
      const defined = new Option(`--${option} <value>`, purposeOfOption)
      leaf.addOption(option === 'reason' ? defined.argParser(readReason) : defined)
    }
    if (details) leaf.addHelpText('after', `\n${details}`)
    leaf.action(() => {
      const { json = false, yes = false, ...own } = leaf.optsWithGlobals()
      call = { command, operands: leaf.args, options: own, json, yes }
    })
  }
  const write = (text: string) => {
    help += text
  }
  configureAll(program, { writeOut: write, writeErr: () => undefined })
  try {
    program.parse(args, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return { help: help.trimEnd() }
    const what = error.code === 'commander.help' ? 'Which command?' : error.message
    throw new UsageError(`${what}\n\n${program.helpInformation().trimEnd()}`)
  }
  if (!call) throw new UsageError(`Which command?\n\n${program.helpInformation().trimEnd()}`)
  return call
}

/** Its help lists the commands of all groups. */
function createProgram({ command, purpose }: AdminProgram): Command {
  const program: Command = new Command(command)
    .usage('<command> [options]')
    .description(purpose)
    .option('--json', 'one JSON document instead of text')
    .option('-y, --yes', 'no question before what cannot be undone; without a terminal it is needed')
    .configureHelp({
      showGlobalOptions: true,
      visibleCommands: (shown) => listLeaves(shown),
      subcommandTerm: (leaf) =>
        [...pathOf(leaf), ...leaf.registeredArguments.map(describeArgument)].join(' '),
    })
    .addHelpText('afterAll', `\n${describeUse()}`)
  return program
}

const listLeaves = (command: Command): Command[] =>
  command.commands.flatMap((child) => (child.commands.length > 0 ? listLeaves(child) : [child]))

const pathOf = (command: Command): string[] =>
  command.parent ? [...pathOf(command.parent), command.name()] : []

const describeArgument = (argument: Argument) =>
  argument.required ? `<${argument.name()}>` : `[${argument.name()}]`

/** The command that the first words of a name lead to, such as `user` of `user list`. */
function groupOf(program: Command, words: string[]): Command {
  return words.reduce(
    (group, word) =>
      group.commands.find((child) => child.name() === word) ??
      group.command(word).usage('<command> [options]'),
    program,
  )
}

/** Commander copies settings when it creates a command, so these are set last, on all commands. */
function configureAll(command: Command, output: { writeOut: (text: string) => void; writeErr: () => void }) {
  command
    .exitOverride()
    .helpCommand(false)
    .configureOutput({ ...output, getOutHelpWidth: () => process.stdout.columns ?? columnsUsual })
  for (const child of command.commands) configureAll(child, output)
}

function readOperand(text: string): string {
  if (text === '') throw new InvalidArgumentError('It may not be empty.')
  return text
}

function readReason(text: string): string {
  if (hasControlCharacters(text, 'one line'))
    throw new InvalidArgumentError('The reason may not have control characters.')
  if (text.length > reasonCharsMax)
    throw new InvalidArgumentError(`The reason may have up to ${reasonCharsMax} characters.`)
  return text
}

function describeUse(): string {
  return `It ends with ${exitStatuses.good} when all is well, ${exitStatuses.off} when something is off or you said no, and ${exitStatuses.unusable} when it could not be done.

It is configured like the service: by environment variables, or by the same in a file .env. With DATABASE_URL
it works on that database, without on the embedded one in DATA_DIR, which it uses where it runs; where it does
not, it is started for the command alone, and the service cannot start until that is over.`
}
