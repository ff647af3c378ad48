import type { WriteStream } from 'node:tty'

/** The progress of a program: a bar in a terminal, otherwise a line from time to time. */
export type Progress = AsyncDisposable & {
  /**
   * @param part from 0 to 1; undefined if the total is unknown.
   * @param detail such as `120 of 500 pictures`.
   */
  show(what: string, part: number | undefined, detail: string): void
}

const barChars = 28
const redrawMs = 100
const linesEveryMs = 10_000

export function createProgress(
  stream: Pick<WriteStream, 'write'> & { isTTY?: boolean },
  readClockMs: () => number = () => performance.now(),
): Progress {
  const intervalMs = stream.isTTY ? redrawMs : linesEveryMs
  let lastMs = stream.isTTY ? Number.NEGATIVE_INFINITY : readClockMs()
  let isDrawn = false
  return {
    show(what, part, detail) {
      const nowMs = readClockMs()
      if (nowMs - lastMs < intervalMs && part !== 1) return
      lastMs = nowMs
      if (!stream.isTTY) {
        if (part !== 1) stream.write(`${what}: ${detail}\n`)
        return
      }
      isDrawn = part !== 1
      // Moves to the start of the line and clears it.
      stream.write(`\r\u001b[K${isDrawn ? `${what} ${drawBar(part)} ${detail}` : ''}`)
    },
    async [Symbol.asyncDispose]() {
      if (isDrawn) stream.write('\r\u001b[K')
    },
  }
}

function drawBar(part: number | undefined): string {
  if (part === undefined) return '…'
  const filled = Math.round(Math.max(0, Math.min(1, part)) * barChars)
  return `${'█'.repeat(filled)}${'░'.repeat(barChars - filled)} ${String(Math.floor(part * 100)).padStart(3)} %`
}
