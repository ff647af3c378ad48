import { PathSegments } from './path-segments.ts'

/** Most paths are shorter, and there are thousands in a picture: they share what they are worked on with. */
const charsKept = 8 * 1024
/** What is written can be longer than what was read: a smooth curve may have to be written out. */
const bytesKept = 2 * charsKept

const keptSegments = new PathSegments(charsKept)
const keptBytes = new Uint8Array(bytesKept)

/** Room for the segments of a path of so many characters, until the next call. */
export const borrowSegments = (chars: number): PathSegments =>
  chars <= charsKept ? keptSegments : new PathSegments(chars)

/** Room for so many bytes, until the next call. */
export const borrowBytes = (length: number): Uint8Array =>
  length <= bytesKept ? keptBytes : new Uint8Array(length)
