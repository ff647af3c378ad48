import { isSpace, scanNumber, skipSeparator, skipSpaces } from './numbers.ts'

export interface PathScan {
  /** Index after the last complete segment. */
  end: number
  /** The number of vertices, at which markers may be drawn. */
  vertices: number
}

/**
 * Reads path data up to its end or its first error. Renderers draw the part before the error (SVG 2, section
 * 9.5.4, "error handling in path data").
 */
export function scanPath(text: string): PathScan {
  let i = skipSpaces(text, 0)
  let end = 0
  let vertices = 0
  let command = 0
  while (i < text.length) {
    const code = text.charCodeAt(i)
    const arity = arityByCode[code] ?? noCommand
    if (arity !== noCommand) {
      if (command === 0 && code !== moveTo && code !== moveBy) break
      command = code
      i = skipSpaces(text, i + 1)
    } else if (command === 0 || command === close || command === closeSmall) {
      break
    } else {
      i = text.charCodeAt(i) === comma ? skipSpaces(text, i + 1) : i
    }
    const next =
      command === arc || command === arcSmall
        ? scanArc(text, i)
        : scanOperands(text, i, arityByCode[command] ?? 0)
    if (next < 0) break
    end = next
    vertices++
    i = skipSpaces(text, next)
  }
  return { end, vertices }
}

const comma = 44
const arc = 65
const moveTo = 77
const close = 90
const arcSmall = 97
const moveBy = 109
const closeSmall = 122
const noCommand = -1

const arityByCode = new Int8Array(128).fill(noCommand)
for (const [letters, arity] of [
  ['Zz', 0],
  ['HhVv', 1],
  ['MmLlTt', 2],
  ['SsQq', 4],
  ['Cc', 6],
  ['Aa', 7],
] as const) {
  for (const letter of letters) arityByCode[letter.charCodeAt(0)] = arity
}

function scanOperands(text: string, start: number, count: number): number {
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
function scanArc(text: string, start: number): number {
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
