import { crc32, createDeflateRaw, type DeflateRaw } from 'node:zlib'
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
/** How much is encoded, measured and compressed in one turn of the event loop. */
const pieceBytes = 64 * 1024

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
  // One for all texts: large buffers that live shortly make the engine collect garbage of the whole heap.
  const encoded = Buffer.allocUnsafeSlow(pieceBytes)
  for await (const { path, content, isCompressed = false } of files) {
    const entry: ZipInputFile = { filename: path, compression: deflateMethod, size: 0, crc: 0, mtime }
    zip.add(entry)
    const deflate = createDeflateRaw({ level: isCompressed ? 0 : 6, chunkSize: pieceBytes })
    // The reader of `deflate` gets the error.
    compress(content, { entry, deflate, encoded }).catch((error) => deflate.destroy(error))
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

/**
 * Adds size and checksum of the content to its entry.
 *
 * @throws Error also when the reader of `deflate` has gone.
 */
async function compress(
  content: ArchiveFile['content'],
  { entry, deflate, encoded }: { entry: ZipInputFile; deflate: DeflateRaw; encoded: Buffer },
): Promise<void> {
  for await (const part of content)
    for (const bytes of typeof part === 'string' ? encodeText(part, encoded) : divide(part)) {
      entry.size += bytes.length
      entry.crc = crc32(bytes, entry.crc)
      // The bytes are compressed when it calls back, and only then are others written in their place.
      await new Promise<void>((resolve, reject) =>
        deflate.write(bytes, (error) => (error ? reject(error) : resolve())),
      )
    }
  deflate.end()
}

const encoder = new TextEncoder()

/** @param into each piece is written there. */
function* encodeText(text: string, into: Buffer): Generator<Buffer> {
  for (let at = 0; at < text.length; ) {
    // Ends at the last character that fits.
    const { read, written } = encoder.encodeInto(text.slice(at), into)
    at += read
    yield into.subarray(0, written)
  }
}

function* divide(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
}
