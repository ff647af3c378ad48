import { pipeline, Readable } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'
import { Zip, type ZipInputFile } from 'fflate'
import { mtime } from './archive-options.ts'

export type ArchiveFile = {
  path: string
  /** Read when its turn comes, one piece after the other. */
  content: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>
  /** For files like PNGs, which a further compression does not make smaller. */
  isCompressed?: boolean
}

/** The method "deflate" (APPNOTE 4.4.5). */
const deflateMethod = 8

/**
 * A ZIP archive as a stream. It reads one piece of one file at a time and waits for its reader, so it holds
 * no whole file. It compresses outside of the main thread.
 */
export async function* writeArchive(files: AsyncIterable<ArchiveFile>): AsyncGenerator<Uint8Array> {
  const written: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    written.push(piece)
  })
  for await (const { path, content, isCompressed = false } of files) {
    const entry: ZipInputFile = { filename: path, compression: deflateMethod, size: 0, crc: 0, mtime }
    zip.add(entry)
    const deflate = createDeflateRaw({ level: isCompressed ? 0 : 6 })
    // An error also ends `deflate`, whose reader gets it.
    pipeline(Readable.from(measure(content, entry)), deflate, () => undefined)
    for await (const piece of deflate) {
      entry.ondata?.(null, piece as Uint8Array<ArrayBuffer>, false)
      yield* written.splice(0)
    }
    entry.ondata?.(null, new Uint8Array(), true)
    yield* written.splice(0)
  }
  zip.end()
  yield* written
}

/** Adds size and checksum of the content to its entry. */
async function* measure(content: ArchiveFile['content'], entry: ZipInputFile): AsyncGenerator<Buffer> {
  for await (const piece of content) {
    const bytes = Buffer.from(piece)
    entry.size += bytes.length
    entry.crc = crc32(bytes, entry.crc)
    yield bytes
  }
}
