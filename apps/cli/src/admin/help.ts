import { type AdminCommand, exitStatuses } from './command.ts'
import { renderTable } from './table.ts'
/** `command` starts it, `purpose` says what it does, in a sentence. */
export type AdminProgram = { command: string; purpose: string }

export function describeCommand({ command }: AdminProgram, about: AdminCommand): string {
  const { name, operands = [], options = {}, purpose, details } = about
  const own = Object.entries(options).map(([option, help]) => [`--${option} <value>`, help])
  const usage = [
    command,
    name,
    ...operands,
    ...(own.length > 0 ? ['[options]'] : []),
    '[--json] [--yes] [--help]',
  ]
  return [
    `Usage: ${usage.join(' ')}`,
    purpose,
    ...(details ? [details] : []),
    ...(own.length > 0 ? [indent(renderTable(['option', 'what it says'], own))] : []),
    describeUse(),
  ].join('\n\n')
}

export function describeProgram(
  { command, purpose }: AdminProgram,
  commands: readonly AdminCommand[],
): string {
  const list = renderTable(
    ['command', 'what it does'],
    commands.map(({ name, operands = [], purpose: does }) => [[name, ...operands].join(' '), does]),
  )
  return `Usage: ${command} <command> [--json] [--yes] [--help]\n\n${purpose}\n\n${indent(list)}\n\n${describeUse()}`
}

export const indent = (text: string) => text.replaceAll(/^/gm, '  ')

function describeUse(): string {
  return `  --json   one JSON document instead of text
  --yes    no question before what cannot be undone; without a terminal it is needed
  --help   of a command: what it looks at, its options

It ends with ${exitStatuses.good} when all is well, ${exitStatuses.off} when something is off or you said no, and ${exitStatuses.unusable} when it could not be done.

It is configured like the service: by environment variables, or by the same in a file .env. With DATABASE_URL it works on that database, without on the embedded one in
DATA_DIR, which it uses where it runs; where it does not, it is started for the command alone, and the service cannot start until that is over.`
}
