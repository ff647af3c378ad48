import { imageSize } from 'image-size'
import { readJpegSize } from './jpeg-size.ts'

/** `sideMax` in pixels. `bytesMax` of the file. */
export const vectorizerLimits = {
  bytesMax: 8 * 1024 * 1024,
  sideMax: 4096,
  timeoutMs: 30_000,
  memoryBytesMax: 1024 * 1024 * 1024,
}

/**
 * `unsupported`: not a PNG, JPEG or WebP, or a damaged header. `blank`: it is transparent everywhere, or has
 * only specks.
 */
export type ImageErrorKind = 'unsupported' | 'too_large' | 'blank'

export class ImageError extends Error {
  readonly kind: ImageErrorKind

  constructor(kind: ImageErrorKind, message: string) {
    super(message)
    this.name = 'ImageError'
    this.kind = kind
  }
}

/**
 * Checks an image by its header; nothing is decoded.
 *
 * @throws ImageError
 */
export function checkImage(image: Uint8Array): { width: number; height: number } {
  const { bytesMax, sideMax } = vectorizerLimits
  if (image.byteLength > bytesMax)
    throw new ImageError('too_large', `the file is larger than ${bytesMax / 1024 / 1024} MB`)
  const { width, height } = readJpegSize(image) ?? readShortHeader(image)
  if (!(width > 0 && height > 0)) throw unsupported()
  if (width > sideMax || height > sideMax)
    throw new ImageError(
      'too_large',
      `the image has ${width} x ${height} pixels, more than ${sideMax} on a side`,
    )
  return { width, height }
}

const unsupported = () => new ImageError('unsupported', 'the file is no PNG, JPEG or WebP image')

/** Of a PNG or WebP file: their headers are short. The library takes seconds for some JPEG files. */
function readShortHeader(image: Uint8Array): { width: number; height: number } {
  try {
    const { type, width, height } = imageSize(image.subarray(0, headerBytes))
    if (type === 'png' || type === 'webp') return { width, height }
  } catch {
    // It is none of the formats that the library knows.
  }
  throw unsupported()
}

const headerBytes = 1024
