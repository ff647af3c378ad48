import { borrowBytes, fillBytes } from './path-scratch.ts'
import {
  arc,
  comma,
  kindByLetter,
  operandsByLetter,
  readArc,
  readOperands,
  skipSpaces,
  small,
  smallM,
  smallZ,
} from './path-segments.ts'

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
  const bytes = borrowBytes(text.length + 1)
  const length = fillBytes(bytes, text)
  let end = 0
  let vertices = 0
  let command = 0
  for (let i = skipSpaces(bytes, 0); i < length; i = skipSpaces(bytes, i)) {
    const code = bytes[i] ?? 0
    const letter = code | small
    if ((kindByLetter[letter] ?? 0) > 0) {
      if (command === 0 && letter !== smallM) break
      command = letter
      i = skipSpaces(bytes, i + 1)
    } else {
      if (command === 0 || command === smallZ) break
      if (code === comma) i = skipSpaces(bytes, i + 1)
    }
    i =
      kindByLetter[command] === arc
        ? readArc(bytes, i, 0, operands, 0)
        : readOperands(bytes, i, 0, operands, 0, operandsByLetter[command] ?? 0)
    if (i < 0) break
    end = i
    vertices++
  }
  return { end, vertices }
}

/** Of the segment that was read last; an arc has the most. */
const operands = new Float64Array(7)
