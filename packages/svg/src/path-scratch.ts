import { PathSegments } from './path-segments.ts'

/** Most paths are shorter, and a picture has thousands of them, so they share one buffer. */
const charsKept = 8 * 1024
/** The output can be longer than the input, because a smooth curve may have to be written in full. */
const bytesKept = 2 * charsKept

const keptSegments = new PathSegments(charsKept)
const keptBytes = new Uint8Array(bytesKept)

/** Space for the segments of a path with this many characters, until the next call. */
export const borrowSegments = (chars: number): PathSegments =>
  chars <= charsKept ? keptSegments : new PathSegments(chars)

/** Space for this many bytes, until the next call. */
export const borrowBytes = (length: number): Uint8Array =>
  length <= bytesKept ? keptBytes : new Uint8Array(length)

const encoder = new TextEncoder()

/**
 * A character that is not ASCII ends a path, so the text before it has as many bytes as characters. A zero
 * follows the text. Returns the number of bytes.
 */
export function fillBytes(bytes: Uint8Array, text: string): number {
  const length = Math.min(encoder.encodeInto(text, bytes).written, text.length)
  bytes[length] = 0
  return length
}
