import { createHash } from 'node:crypto'
import { BackupError } from './backup-error.ts'
import { rowsEnd } from './format.ts'

export type BackupReader = {
  /** The next line, without its end. */
  readLine(): Promise<string>
  /** The lines up to the end of a table's rows, in chunks of whole lines. */
  readRows(): AsyncGenerator<Buffer>
  /** Of everything that was read so far, hexadecimal. */
  digest(): string
  isAtEnd(): Promise<boolean>
}

/** The maximum of a line of the format; rows are never read as lines and may be longer. */
const lineBytesMax = 1024 * 1024
const newline = 10
const ending = Buffer.from(rowsEnd)
const endingAfterRow = Buffer.from(`\n${rowsEnd}`)

/** Reads the uncompressed text of a backup, with a few chunks of it in memory. */
export function createBackupReader(source: AsyncIterable<Buffer>): BackupReader {
  const pieces = source[Symbol.asyncIterator]()
  const hash = createHash('sha256')
  let ahead: Buffer = Buffer.alloc(0)

  async function readAhead(): Promise<boolean> {
    const { done, value } = await pieces.next()
    if (done) return false
    ahead = ahead.length === 0 ? value : Buffer.concat([ahead, value])
    return true
  }

  function take(bytes: number): Buffer {
    const taken = ahead.subarray(0, bytes)
    ahead = ahead.subarray(bytes)
    hash.update(taken)
    return taken
  }

  const endEarly = () => new BackupError('The backup is not whole: it ends too early.')

  return {
    async readLine() {
      for (;;) {
        const at = ahead.indexOf(newline)
        if (at >= 0) return take(at + 1).toString('utf8', 0, at)
        if (ahead.length > lineBytesMax) throw new BackupError('This is no backup of chatSVG.')
        if (!(await readAhead())) throw endEarly()
      }
    },
    async *readRows() {
      for (;;) {
        // A line begins here.
        if (ahead.subarray(0, ending.length).equals(ending)) {
          take(ending.length)
          return
        }
        const at = ahead.indexOf(endingAfterRow)
        const bytes = at >= 0 ? at + 1 : ahead.lastIndexOf(newline) + 1
        if (bytes > 0) yield take(bytes)
        if (at < 0 && !(await readAhead())) throw endEarly()
      }
    },
    digest: () => hash.copy().digest('hex'),
    async isAtEnd() {
      while (ahead.length === 0) if (!(await readAhead())) return true
      return false
    },
  }
}
