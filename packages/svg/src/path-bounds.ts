import type { Extent } from './extent.ts'
import type { Matrix } from './matrix.ts'
import { scanNumber, skipSeparator, skipSpaces } from './numbers.ts'
import { PathPen } from './path-pen.ts'

/**
 * Adds the transformed outline of path data, up to its first error, with the exact extrema of curves instead
 * of their control points. A move that is followed by another one does not count. A move at the end counts as
 * in Chromium: if there are curves, or if it is alone.
 */
export function addPath(extent: Extent, data: string, matrix: Matrix): void {
  const pen = new PathPen(extent, matrix)
  const operands: number[] = []
  let command = ''
  for (let i = skipSpaces(data, 0); i < data.length; i = skipSpaces(data, i)) {
    const letter = data.charAt(i)
    if (operandsOf[letter.toUpperCase()] !== undefined) {
      if (command === '' && letter !== 'M' && letter !== 'm') break
      command = letter
      i = skipSpaces(data, i + 1)
    } else {
      if (command === '' || command === 'Z' || command === 'z') break
      // Further points after a move are lines.
      command = command === 'M' ? 'L' : command === 'm' ? 'l' : command
      i = skipSeparator(data, i)
    }
    const kind = command.toUpperCase()
    i = readOperands(data, i, kind, operands)
    if (i < 0) break
    pen.draw(kind, kind !== command, operands)
  }
  pen.finish()
}

/** Adds the points of a polyline or polygon up to their first error. */
export function addPoints(extent: Extent, points: string, matrix: Matrix): void {
  const pair: number[] = []
  for (let i = skipSpaces(points, 0); i < points.length; i = skipSeparator(points, i)) {
    i = readOperands(points, i, 'L', pair)
    if (i < 0) return
    extent.addPoint(pair[0] ?? 0, pair[1] ?? 0, matrix)
  }
}

const operandsOf: Readonly<Record<string, number>> = {
  M: 2,
  L: 2,
  H: 1,
  V: 1,
  C: 6,
  S: 4,
  Q: 4,
  T: 2,
  A: 7,
  Z: 0,
}

/**
 * Reads the operands of the command into `operands` and returns the index after them; -1 if there are too
 * few.
 */
function readOperands(text: string, start: number, kind: string, operands: number[]): number {
  const count = operandsOf[kind] ?? 0
  let i = start
  for (let n = 0; n < count; n++) {
    if (n > 0) i = skipSeparator(text, i)
    // Flags of an arc are one digit each, with or without a separator after them.
    const isFlag = kind === 'A' && (n === 3 || n === 4)
    const end = isFlag ? i + 1 : scanNumber(text, i)
    if (end < 0 || (isFlag && text[i] !== '0' && text[i] !== '1')) return -1
    operands[n] = Number(text.slice(i, end))
    i = end
  }
  return i
}
