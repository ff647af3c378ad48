import { PathSegments } from './path-segments.ts'

/** Most paths are shorter, and there are thousands in a picture: they share what they are worked on with. */
const CHARS_KEPT = 8 * 1024
/** What is written can be longer than what was read: a smooth curve may have to be written out. */
const BYTES_KEPT = 2 * CHARS_KEPT

const keptSegments = new PathSegments(CHARS_KEPT)
const keptBytes = Buffer.alloc(BYTES_KEPT)

/** Room for the segments of a path of so many characters, until the next call. */
export const borrowSegments = (chars: number): PathSegments =>
  chars <= CHARS_KEPT ? keptSegments : new PathSegments(chars)

/** Room for so many bytes, until the next call. */
export const borrowBytes = (length: number): Buffer =>
  length <= BYTES_KEPT ? keptBytes : Buffer.allocUnsafeSlow(length)
