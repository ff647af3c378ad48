import { createInterface } from 'node:readline/promises'
import { DeclinedError, UsageError } from './command.ts'

/**
 * Asks on the terminal, on standard error: standard output is only for the result.
 *
 * @throws DeclinedError for anything but a yes; UsageError without a terminal.
 */
export async function askForYes(question: string, signal: AbortSignal): Promise<void> {
  if (!process.stdin.isTTY)
    throw new UsageError(`${question} There is nobody to ask: say --yes to do it without a question.`)
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await terminal.question(`${question} [y/N] `, { signal })
    if (!/^y(es)?$/i.test(answer.trim())) throw new DeclinedError('Nothing was done.')
  } finally {
    terminal.close()
  }
}
