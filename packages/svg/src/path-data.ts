import { isSpace, scanNumber, skipSeparator, skipSpaces } from './numbers.ts'

export interface PathScan {
  /** Index after the last complete segment. */
  end: number
  /** Vertices, which is how often a marker may be drawn. */
  vertices: number
}

/**
 * Reads path data up to its end or its first error; what stands before the error is what a renderer draws
 * (SVG 2, section 9.5.4, "error handling in path data").
 */
export const scanPath = (text: string): PathScan => {
  let i = skipSpaces(text, 0)
  let end = 0
  let vertices = 0
  let command = 0
  while (i < text.length) {
    const code = text.charCodeAt(i)
    const arity = ARITY[code] ?? NO_COMMAND
    if (arity !== NO_COMMAND) {
      if (command === 0 && code !== MOVE_TO && code !== MOVE_BY) break
      command = code
      i = skipSpaces(text, i + 1)
    } else if (command === 0 || command === CLOSE || command === CLOSE_SMALL) {
      break
    } else {
      i = text.charCodeAt(i) === COMMA ? skipSpaces(text, i + 1) : i
    }
    const next =
      command === ARC || command === ARC_SMALL ? scanArc(text, i) : scanOperands(text, i, ARITY[command] ?? 0)
    if (next < 0) break
    end = next
    vertices++
    i = skipSpaces(text, next)
  }
  return { end, vertices }
}

const COMMA = 44
const ARC = 65
const MOVE_TO = 77
const CLOSE = 90
const ARC_SMALL = 97
const MOVE_BY = 109
const CLOSE_SMALL = 122
const NO_COMMAND = -1

const ARITY = new Int8Array(128).fill(NO_COMMAND)
for (const [letters, arity] of [
  ['Zz', 0],
  ['HhVv', 1],
  ['MmLlTt', 2],
  ['SsQq', 4],
  ['Cc', 6],
  ['Aa', 7],
] as const) {
  for (const letter of letters) ARITY[letter.charCodeAt(0)] = arity
}

const scanOperands = (text: string, start: number, count: number): number => {
  let i = start
  let end = start
  for (let n = 0; n < count; n++) {
    end = scanNumber(text, i)
    if (end < 0) return -1
    i = n + 1 < count ? skipSeparator(text, end) : end
  }
  return end
}

/** `rx ry rotation large-arc sweep x y`; the flags may stand without a separator: `a1 1 0 012 3`. */
const scanArc = (text: string, start: number): number => {
  let i = start
  for (let n = 0; n < 3; n++) {
    i = scanNumber(text, i)
    if (i < 0) return -1
    i = skipSeparator(text, i)
  }
  for (let n = 0; n < 2; n++) {
    const flag = text.charCodeAt(i)
    if (flag !== 48 && flag !== 49) return -1
    i = skipSeparator(text, i + 1)
  }
  return isSpace(text.charCodeAt(i)) ? -1 : scanOperands(text, i, 2)
}
