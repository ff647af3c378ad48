import { CommanderError } from 'commander'
import { describeError, exitStatuses, exitStatusOf } from './exit-status.ts'
import { createProgram } from './program.ts'
import { printNote, printResult, type Terminal } from './terminal.ts'

/**
 * Runs the command of `args`. Never rejects: every error is printed and becomes a status.
 *
 * @returns the exit status, see `exit-status.ts`.
 */
export async function runCommandLine({ args, ...terminal }: Terminal & { args: string[] }): Promise<number> {
  endWithReader(terminal.output)
  let status: number = exitStatuses.done
  const program = createProgram(terminal, (ended) => {
    status = ended
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return status
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitStatuses.done
    const document = describeError(error)
    if (args.includes('--json')) printResult(terminal, JSON.stringify(document, null, 2))
    // Commander has printed its own.
    else if (!(error instanceof CommanderError)) printNote(terminal, document.error.message)
    return exitStatusOf(error)
  }
}

/** Ends without a message when nobody reads the output any more, as in `chatsvg history | head -1`. */
function endWithReader(output: Terminal['output']): void {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit()
  })
}
