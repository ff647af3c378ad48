/** standard-output: the output of programs, whose reader may stop before its end, as in `--help | head`. */

/**
 * Ends the process without a message when nobody reads its output any more (EPIPE), with the exit status it
 * has so far. Call it once, at the start of a command-line program. A service must not call it, because it
 * must not end with its reader.
 */
export function endWithReader(output: NodeJS.WritableStream = process.stdout): void {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit()
  })
}
