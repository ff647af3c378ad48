import { readFile } from 'node:fs/promises'
import { deflateSync } from 'node:zlib'
import { sanitizeSvg } from '@chatsvg/svg'
import { afterAll, describe, expect, it } from 'vitest'
import { keep } from '../../../../../test/harness/keep.ts'
import { openPngRenderer } from '../png/index.ts'
import { ProcessError } from '../processes/index.ts'
import { checkImage, details, ImageError, openVectorizer } from './index.ts'

const folder = new URL('../../../../../test/corpus/images/', import.meta.url)
const scene = (type: string) => readFile(new URL(`scene.${type}`, folder))
const kindOf = (work: Promise<unknown>) =>
  work.then(
    () => 'traced',
    (error: unknown) => (error instanceof ImageError || error instanceof ProcessError ? error.kind : error),
  )

/** A PNG chunk (PNG, section 5.3); the decoder checks its sum only where it reads the data. */
function chunk(type: string, data: Buffer): Buffer {
  const size = Buffer.alloc(4)
  size.writeUInt32BE(data.length)
  return Buffer.concat([
    size,
    Buffer.from(type, 'latin1'),
    data,
    crcOf(Buffer.concat([Buffer.from(type), data])),
  ])
}

/** PNG, annex D. */
function crcOf(data: Buffer): Buffer {
  let crc = 0xffffffff
  for (const byte of data) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE((crc ^ 0xffffffff) >>> 0)
  return sum
}

/** A grey PNG, of noise unless its data are given. */
function pngOf(
  width: number,
  height: number,
  data = deflateSync(noiseOf(width, height), { level: 1 }),
): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 8
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Every row begins with the kind of its filter, 0 for none (PNG, section 9.2). */
function noiseOf(width: number, height: number): Buffer {
  const rows = Buffer.alloc((width + 1) * height)
  let random = 1
  for (let i = 0; i < rows.length; i++) {
    random = (Math.imul(random, 1103515245) + 12345) & 0x7fffffff
    rows[i] = i % (width + 1) === 0 ? 0 : random >> 16
  }
  return rows
}

const colorsOf = (svg: string) =>
  [...new Set([...svg.matchAll(/fill="(#\w+)"/g)].map(([, color = '']) => color.toLowerCase()))].sort()

describe('an image', () => {
  // These tests are not about time, and a busy machine may need some.
  const vectorizer = openVectorizer({ timeoutMs: 60_000 })
  const renderer = openPngRenderer({ timeoutMs: 20_000 })
  afterAll(async () => {
    await vectorizer[Symbol.asyncDispose]()
    await renderer[Symbol.asyncDispose]()
  })

  it.each(['png', 'jpg', 'webp'])('as %s becomes shapes that look like it', async (type) => {
    const svg = await vectorizer.vectorize(await scene(type), { detail: 'medium', client: 'test' })
    const sanitized = sanitizeSvg(svg)
    if (!sanitized.ok) throw new Error(sanitized.rejection.message)
    expect(sanitized.viewBox).toEqual([0, 0, 48, 32])
    const { rgba, width } = await renderer.renderPixels(sanitized.svg, { size: 48 })
    const colorAt = (x: number, y: number) => [...rgba.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)]
    for (const [x, y, expected] of [
      [2, 2, [0xf4, 0xee, 0xe0]],
      [16, 16, [0xd9, 0x44, 0x2b]],
      [35, 16, [0x2f, 0x48, 0x58]],
    ] as const)
      for (const [channel, value] of colorAt(x, y).entries())
        expect(Math.abs(value - (expected[channel] ?? 0))).toBeLessThan(12)
  })

  it('has more shapes if more detail is requested', async () => {
    const counts: number[] = []
    for (const detail of details) {
      const svg = await vectorizer.vectorize(await scene('jpg'), { detail, client: 'test' })
      counts.push(svg.split('<path').length - 1)
    }
    expect(counts).toEqual([...counts].sort((a, b) => a - b))
    expect(new Set(counts).size).toBe(details.length)
  })

  it('has only the colours of a palette', async () => {
    const palette = ['#000000', '#ff0000', '#ffffff']
    const svg = await vectorizer.vectorize(await scene('jpg'), { detail: 'high', palette, client: 'test' })
    expect(colorsOf(svg)).toEqual(palette)
  })

  it.each([1, 2, 3])('has at most %i colours, which are its own', async (colors) => {
    const all = colorsOf(await vectorizer.vectorize(await scene('jpg'), { detail: 'high', client: 'test' }))
    const svg = await vectorizer.vectorize(await scene('jpg'), { detail: 'high', colors, client: 'test' })
    expect(colorsOf(svg)).toHaveLength(colors)
    expect(all).toEqual(expect.arrayContaining(colorsOf(svg)))
  })

  it.each([
    ['GIF', Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00;', 'latin1')],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('not an image at all, whatever it is called')],
    ['the signature of a PNG alone', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
  ])('that is %s is unsupported', async (_what, image) => {
    expect(await kindOf(vectorizer.vectorize(image, { detail: 'low', client: 'test' }))).toBe('unsupported')
  })

  it.each([
    ['is wider than the limit', pngOf(4097, 1)],
    ['is higher than the limit', pngOf(1, 4097)],
    ['says that it is huge', pngOf(100_000, 100_000, Buffer.alloc(4))],
    ['is a file larger than the limit', Buffer.concat([pngOf(1, 1), Buffer.alloc(8 * 1024 * 1024)])],
  ])('that %s is refused before it is decoded', async (_what, image) => {
    const idle = keep(openVectorizer())
    expect(await kindOf(idle.vectorize(image, { detail: 'low', client: 'test' }))).toBe('too_large')
    expect(idle.pids).toEqual([])
  })

  it.each([
    ['zeros', Buffer.alloc(8 * 1024 * 1024 - 4)],
    ['empty segments', Buffer.alloc(8 * 1024 * 1024 - 4, Buffer.from([0xff, 0xe0, 0, 2]))],
  ])(
    'a large JPEG of %s without a size is refused quickly, because all requests wait for it',
    (_what, rest) => {
      const image = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), rest])
      const start = performance.now()
      expect(() => checkImage(image)).toThrow(ImageError)
      expect(performance.now() - start).toBeLessThan(2_000)
    },
  )

  it('a JPEG has the size of its frame, whatever stands before it', async () => {
    const jpeg = await scene('jpg')
    const comment = Buffer.concat([Buffer.from([0xff, 0xff, 0xfe, 0xff, 0xf0]), Buffer.alloc(0xffee, 0xc0)])
    const begun = Buffer.concat([jpeg.subarray(0, 2), ...Array(9).fill(comment), jpeg.subarray(2)])
    for (const image of [jpeg, begun]) expect(checkImage(image)).toEqual({ width: 48, height: 32 })
  })

  it('with damaged data is unreadable, and the next one is traced', async () => {
    const damaged = pngOf(64, 64, Buffer.from('no compressed data'))
    expect(await kindOf(vectorizer.vectorize(damaged, { detail: 'low', client: 'test' }))).toBe('unreadable')
    expect(await kindOf(vectorizer.vectorize(await scene('png'), { detail: 'low', client: 'test' }))).toBe(
      'traced',
    )
  })
})

describe('a process', () => {
  it('that takes too long is killed, and the next image is traced', async () => {
    const vectorizer = keep(openVectorizer({ timeoutMs: 200 }))
    // The first order also waits for the start of the process, which has its own limit.
    expect(await kindOf(vectorizer.vectorize(pngOf(4096, 1900), { detail: 'high', client: 'test' }))).toBe(
      'timeout',
    )
    expect(vectorizer.pids).toEqual([])
  })

  it('that takes too much memory ends', async () => {
    const vectorizer = keep(openVectorizer({ timeoutMs: 60_000, memoryBytesMax: 256 * 1024 * 1024 }))
    expect(await kindOf(vectorizer.vectorize(pngOf(4096, 1900), { detail: 'high', client: 'test' }))).toBe(
      'out_of_memory',
    )
    expect(vectorizer.pids).toEqual([])
  })
})
