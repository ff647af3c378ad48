import { inflateSync } from 'node:zlib'
import { type Pixels, premultiply } from './pixels.ts'

/**
 * Reads the PNG files of the renderers: 8 bits a channel, RGB or RGBA, not interlaced (PNG, third edition).
 *
 * @throws Error for any other PNG and for other files.
 */
export function readPng(png: Buffer): Pixels {
  if (png.toString('latin1', 1, 4) !== 'PNG') throw new Error('this is no PNG')
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  const channels = png[25] === 6 ? 4 : png[25] === 2 ? 3 : 0
  if (png[24] !== 8 || channels === 0 || png[28] !== 0) throw new Error('this kind of PNG is not read here')
  const lines = inflateSync(Buffer.concat(dataChunks(png)))
  undoFilters(lines, width * channels, height, channels)
  const rgba = new Uint8Array(width * height * 4)
  for (let y = 0; y < height; y++) {
    const line = lines.subarray(y * (width * channels + 1) + 1, (y + 1) * (width * channels + 1))
    for (let x = 0; x < width; x++) {
      rgba.set(line.subarray(x * channels, (x + 1) * channels), (y * width + x) * 4)
      if (channels === 3) rgba[(y * width + x) * 4 + 3] = 255
    }
  }
  return { width, height, rgba: premultiply(rgba) }
}

function dataChunks(png: Buffer): Buffer[] {
  const found: Buffer[] = []
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') found.push(png.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  return found
}

/** Section 9.2: every line begins with the number of its filter. Works in place, one line after the other. */
function undoFilters(lines: Buffer, lineBytes: number, height: number, channels: number): void {
  for (let y = 0; y < height; y++) {
    const start = y * (lineBytes + 1) + 1
    const filter = lines[start - 1]
    for (let i = 0; i < lineBytes; i++) {
      const left = i < channels ? 0 : (lines[start + i - channels] ?? 0)
      const above = y === 0 ? 0 : (lines[start + i - lineBytes - 1] ?? 0)
      const corner = i < channels || y === 0 ? 0 : (lines[start + i - lineBytes - 1 - channels] ?? 0)
      lines[start + i] = ((lines[start + i] ?? 0) + predict(filter, left, above, corner)) & 255
    }
  }
}

function predict(filter: number | undefined, left: number, above: number, corner: number): number {
  if (filter === 1) return left
  if (filter === 2) return above
  if (filter === 3) return (left + above) >> 1
  if (filter !== 4) return 0
  const guess = left + above - corner
  const [fromLeft, fromAbove, fromCorner] = [
    Math.abs(guess - left),
    Math.abs(guess - above),
    Math.abs(guess - corner),
  ]
  if (fromLeft <= fromAbove && fromLeft <= fromCorner) return left
  return fromAbove <= fromCorner ? above : corner
}
