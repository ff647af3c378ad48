import { parseArgs } from 'node:util'
import { hasControlCharacters } from '@chatsvg/server/platform/text'
import { type AdminCommand, type AdminOptions, UsageError } from './command.ts'

const reasonCharsMax = 500

/** The parsed command line. */
export type AdminCall = {
  words: string
  command: AdminCommand | undefined
  operands: string[]
  options: AdminOptions
  json: boolean
  yes: boolean
  help: boolean
}

/** @throws UsageError for an option that no command has. */
export function readCall(args: string[], commands: readonly AdminCommand[]): AdminCall {
  // A negative number is not an option.
  const negatives = args.filter((arg) => /^-\d+$/.test(arg))
  const others = args.filter((arg) => !/^-\d+$/.test(arg))
  try {
    const { positionals, values } = parseArgs({
      args: negatives.length > 0 ? [...others, '--', ...negatives] : others,
      allowPositionals: true,
      options: {
        ...Object.fromEntries(
          commands.flatMap(({ options = {} }) =>
            Object.keys(options).map((name) => [name, { type: 'string' as const }]),
          ),
        ),
        json: { type: 'boolean' },
        yes: { type: 'boolean', short: 'y' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    const { json = false, yes = false, help = false, ...options } = values
    const words = positionals.join(' ')
    const command = commands.find(({ name }) => words === name || words.startsWith(`${name} `))
    return {
      words,
      command,
      operands: positionals.slice(command?.name.split(' ').length),
      options: options as AdminOptions,
      json: json === true,
      yes: yes === true,
      help: help === true,
    }
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

/** @throws UsageError for an option of another command, and for missing or excess operands. */
export function checkCall(
  { name, operands: known = [], options: own = {} }: AdminCommand,
  call: AdminCall,
): void {
  for (const option of Object.keys(call.options))
    if (!(option in own)) throw new UsageError(`"${name}" has no option --${option}.`)
  const missing = known.find((operand, at) => !operand.startsWith('[') && !call.operands[at])
  if (missing) throw new UsageError(`"${name}" needs ${missing}.`)
  const extra = call.operands[known.length]
  if (extra !== undefined) throw new UsageError(`"${name}" does not know what "${extra}" is.`)
  if (hasControlCharacters(call.options.reason ?? '', 'one line'))
    throw new UsageError('The reason may not have control characters.')
  if ((call.options.reason?.length ?? 0) > reasonCharsMax)
    throw new UsageError(`The reason may have up to ${reasonCharsMax} characters.`)
}
