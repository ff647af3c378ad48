import { crc32 } from 'node:zlib'
import { unzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { type ArchiveFile, writeArchive } from './write-archive.ts'

/** Longer than several pieces; its characters have one to four bytes, so pieces end within none of them. */
const text = 'M1.25-3.5 é漢😀'.repeat(30_000)
const bytes = Buffer.from(text).map((byte) => byte ^ 0x5a)

async function* listFiles(): AsyncGenerator<ArchiveFile> {
  yield { path: 'empty.txt', content: [''] }
  yield { path: 'text.svg', content: [text] }
  yield { path: 'parts.svg', content: [text, 'between', bytes, text.slice(0, 70_000)] }
  yield { path: 'bytes.png', content: [bytes], isCompressed: true }
}

async function readAll(archive: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of archive) pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces)
}

/** The checksums in the directory at the end of the archive (APPNOTE 4.3.12). */
function readChecksums(archive: Buffer): number[] {
  const checksums: number[] = []
  const header = Buffer.from('PK\x01\x02')
  for (let at = archive.indexOf(header); at >= 0; at = archive.indexOf(header, at + 4))
    checksums.push(archive.readUInt32LE(at + 16))
  return checksums
}

it('files longer than a piece are whole in archives that are written at the same time', async () => {
  const expected = {
    'empty.txt': Buffer.alloc(0),
    'text.svg': Buffer.from(text),
    'parts.svg': Buffer.concat([Buffer.from(`${text}between`), bytes, Buffer.from(text.slice(0, 70_000))]),
    'bytes.png': bytes,
  }
  const archives = await Promise.all([1, 2, 3].map(() => readAll(writeArchive(listFiles()))))
  for (const archive of archives) {
    const files = unzipSync(archive)
    expect(Object.keys(files)).toEqual(Object.keys(expected))
    for (const [path, content] of Object.entries(expected))
      expect(Buffer.compare(files[path] ?? Buffer.alloc(0), content)).toBe(0)
    expect(readChecksums(archive)).toEqual(Object.values(expected).map((content) => crc32(content)))
  }
})

it('an error of a content ends the archive with it', async () => {
  async function* failing(): AsyncGenerator<ArchiveFile> {
    yield {
      path: 'broken.svg',
      content: (function* () {
        yield text
        throw new Error('the content is broken')
      })(),
    }
  }
  await expect(readAll(writeArchive(failing()))).rejects.toThrow('the content is broken')
})

it('a reader that leaves ends the reading of the content', async () => {
  let hasEnded: () => void = () => undefined
  const ended = new Promise<void>((resolve) => {
    hasEnded = resolve
  })
  async function* endless(): AsyncGenerator<ArchiveFile> {
    yield {
      path: 'endless.png',
      isCompressed: true,
      content: (function* () {
        try {
          for (;;) yield bytes
        } finally {
          hasEnded()
        }
      })(),
    }
  }
  for await (const piece of writeArchive(endless())) if (piece.length > 1_000) break
  await ended
})
