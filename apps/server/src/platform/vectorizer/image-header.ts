import { imageSize } from 'image-size'

/** `sideMax` in pixels. `bytesMax` of the file. */
export const vectorizerLimits = {
  bytesMax: 8 * 1024 * 1024,
  sideMax: 4096,
  timeoutMs: 30_000,
  memoryBytesMax: 1024 * 1024 * 1024,
}

/** `unsupported`: not a PNG, JPEG or WebP, or a damaged header. */
export type ImageErrorKind = 'unsupported' | 'too_large'

export class ImageError extends Error {
  readonly kind: ImageErrorKind

  constructor(kind: ImageErrorKind, message: string) {
    super(message)
    this.name = 'ImageError'
    this.kind = kind
  }
}

const supported = new Set(['png', 'jpg', 'webp'])

/**
 * Checks an image by its header; nothing is decoded.
 *
 * @throws ImageError
 */
export function checkImage(image: Uint8Array): { width: number; height: number } {
  const { bytesMax, sideMax } = vectorizerLimits
  if (image.byteLength > bytesMax)
    throw new ImageError('too_large', `the file is larger than ${bytesMax / 1024 / 1024} MB`)
  const { width, height, type } = readSize(image)
  if (type === undefined || !supported.has(type) || !(width > 0 && height > 0)) throw unsupported()
  if (width > sideMax || height > sideMax)
    throw new ImageError(
      'too_large',
      `the image has ${width} x ${height} pixels, more than ${sideMax} on a side`,
    )
  return { width, height }
}

const unsupported = () => new ImageError('unsupported', 'the file is no PNG, JPEG or WebP image')

function readSize(image: Uint8Array): ReturnType<typeof imageSize> {
  try {
    return imageSize(image)
  } catch {
    throw unsupported()
  }
}
