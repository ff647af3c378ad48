import {
  bytesBeyond,
  createGrid,
  type Grid,
  indexOf,
  lengthOf,
  measureNumbers,
  placeAfterLetter,
  writeNumbers,
} from './grid-numbers.ts'
import { scanPath } from './path-data.ts'
import {
  chooseForms,
  coordinates,
  firstForms,
  isRepeated,
  rotationGrid,
  setCoordinates,
  writtenForms,
} from './path-forms.ts'
import { fineDigits, roundToGrid } from './path-grid.ts'
import { borrowBytes, borrowSegments, fillBytes } from './path-scratch.ts'
import { arc, type PathSegments, readPoints, readSegments, valuesOfKind } from './path-segments.ts'

export interface WrittenPath {
  text: string
  /** The number of vertices, at which markers may be drawn. */
  vertices: number
}

/**
 * Reads path data up to its first error (SVG 2, section 9.5.4) and writes the same segments as short as
 * possible, with positions rounded to `decimals` places (an integer; above 6 the text is only cut). A
 * position moves by at most half a step, however many relative commands lead to it. If these steps would
 * visibly turn or bend the drawing, the path is written in steps of a thousandth of them. Writing the result
 * again does not change it. Null if nothing is drawn.
 */
export function writePath(text: string, decimals: number): WrittenPath | null {
  if (decimals > decimalsMax) {
    const { end, vertices } = scanPath(text)
    return end === 0 ? null : { text: cut(text, end), vertices }
  }
  const segments = borrowSegments(text.length)
  const bytes = borrowBytes(text.length + 1)
  readSegments(bytes, fillBytes(bytes, text), decimals + fineDigits, segments)
  const { count: vertices, end } = segments
  if (vertices === 0) return null
  const more = roundToGrid(segments, gridOf(pathGrids, decimals + fineDigits).stepsMax)
  const written = more === null ? cut(text, end) : write(segments, gridOf(pathGrids, decimals + more))
  return { text: written, vertices }
}

/** The same for a list of points: complete pairs up to the first error, always absolute. */
export function writePoints(text: string, decimals: number): WrittenPath | null {
  const segments = borrowSegments(text.length)
  const bytes = borrowBytes(text.length + 1)
  readPoints(bytes, fillBytes(bytes, text), Math.min(decimals, decimalsMax) + fineDigits, segments)
  const { count, end } = segments
  if (count === 0) return null
  const vertices = count - 1
  const more =
    decimals > decimalsMax ? null : roundToGrid(segments, gridOf(pointGrids, decimals + fineDigits).stepsMax)
  const written =
    more === null
      ? cut(text, end)
      : writeCoordinates(segments.values, 2 * vertices, gridOf(pointGrids, decimals + more))
  return { text: written, vertices }
}

/** The number of fine steps is a 32-bit integer. */
const decimalsMax = 6
const gridsOf = (packs: 0 | 1): readonly Grid[] =>
  Array.from({ length: decimalsMax + fineDigits + 1 }, (_, digits) => createGrid(digits, packs))
const pathGrids = gridsOf(1)
/**
 * In path data, signs and points separate numbers (SVG 2, section 9.3.9). In lists of points, librsvg
 * requires a separator.
 */
const pointGrids = gridsOf(0)

function gridOf(grids: readonly Grid[], digits: number): Grid {
  const grid = grids[digits]
  if (grid === undefined) throw new RangeError(`There is no grid of ${digits} digits.`)
  return grid
}

const decoder = new TextDecoder()

const cut = (text: string, end: number): string => text.slice(0, end).trim()

function writeCoordinates(values: Float64Array, count: number, grid: Grid): string {
  const bytes = borrowBytes(lengthOf(measureNumbers(values, 0, count, grid)) + bytesBeyond)
  const end = indexOf(writeNumbers(bytes, placeAfterLetter(0), values, 0, count, grid))
  return decoder.decode(bytes.subarray(0, end))
}

function write(segments: PathSegments, grid: Grid): string {
  const bytes = borrowBytes(chooseForms(segments, grid) + bytesBeyond)
  return decoder.decode(bytes.subarray(0, writeSegments(bytes, segments, grid)))
}

/** Returns the number of bytes that it wrote. */
function writeSegments(bytes: Uint8Array, segments: PathSegments, grid: Grid): number {
  const { values, count, letters, forms } = segments
  let place = placeAfterLetter(0)
  let at = 0
  for (let n = 0; n < count; n++) {
    const kind = segments.kinds[n] ?? 0
    const letter = letters[n] ?? 0
    const form = forms[n] ?? 0
    if (!(n > 0 && form === forms[n - 1] && isRepeated(letter, letters[n - 1] ?? 0))) {
      const index = indexOf(place)
      bytes[index] = letter | form
      place = placeAfterLetter(index + 1)
    }
    if (kind === arc) place = writeArcBegin(bytes, place, values, at, grid)
    const first = firstForms[letter] ?? 0
    const written = writtenForms[letter] ?? 0
    setCoordinates(values, at, first, written, form)
    place = writeNumbers(bytes, place, coordinates, first, written, grid)
    at += valuesOfKind[kind] ?? 0
  }
  return indexOf(place)
}

/** Radii, rotation and flags. The flags need nothing between and after them. */
function writeArcBegin(
  bytes: Uint8Array,
  start: number,
  values: Float64Array,
  at: number,
  grid: Grid,
): number {
  const place = writeNumbers(bytes, start, values, at, 2, grid)
  const index = indexOf(writeNumbers(bytes, place, values, at + 2, 1, rotationGrid))
  const flags = values[at + 3] ?? 0
  bytes[index] = 32
  bytes[index + 1] = flags >= 2 ? 49 : 48
  bytes[index + 2] = 48 + (flags & 1)
  return placeAfterLetter(index + 3)
}
