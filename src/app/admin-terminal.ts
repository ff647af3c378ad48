import { createInterface } from 'node:readline/promises'
import { DeclinedError, UsageError } from './admin-command.ts'

/**
 * Asks on the terminal, on standard error: standard output belongs to the answer.
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

/** Overwrites its own line while somebody looks on; in a pipe or a log it says nothing. */
export function createProgressLine(): { tell(text: string): void; end(): void } {
  let isShown = false
  return {
    tell(text) {
      if (!process.stderr.isTTY) return
      process.stderr.write(`\r\u001b[K${text}`)
      isShown = true
    },
    end() {
      if (isShown) process.stderr.write('\r\u001b[K')
      isShown = false
    },
  }
}
