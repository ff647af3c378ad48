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
import { borrowBytes, borrowSegments } from './path-scratch.ts'
import { arc, type PathSegments, readPoints, readSegments, valuesOfKind } from './path-segments.ts'

export interface WrittenPath {
  text: string
  /** Vertices, which is how often a marker may be drawn. */
  vertices: number
}

/**
 * Reads path data up to its first error (SVG 2, section 9.5.4) and writes the same segments as short as they
 * can be, with positions rounded to `decimals` digits (a whole number; above 6 the text is only cut). A
 * position stays within half a step of where it was, however many relative commands lead to it; where steps
 * would turn or bend what is drawn, the path is written in steps of a thousandth. What comes out gives itself
 * again. Null where nothing is drawn.
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

/** The same for a list of points: whole pairs up to the first error, which are never relative. */
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

/** The part of a fine step's digits is a 32-bit integer. */
const decimalsMax = 6
const gridsOf = (packs: 0 | 1): readonly Grid[] =>
  Array.from({ length: decimalsMax + fineDigits + 1 }, (_, digits) => createGrid(digits, packs))
const pathGrids = gridsOf(1)
/**
 * Path data has a grammar in which signs and points part numbers (SVG 2, section 9.3.9); in lists of points
 * librsvg wants a separator.
 */
const pointGrids = gridsOf(0)

function gridOf(grids: readonly Grid[], digits: number): Grid {
  const grid = grids[digits]
  if (grid === undefined) throw new RangeError(`There is no grid of ${digits} digits.`)
  return grid
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

const cut = (text: string, end: number): string => text.slice(0, end).trimStart()

/**
 * Characters that are not ASCII end a path: what stands before them has as many bytes as characters, and no
 * more matters. Behind the text stands a zero, which belongs to nothing.
 */
function fillBytes(bytes: Uint8Array, text: string): number {
  const length = Math.min(encoder.encodeInto(text, bytes).written, text.length)
  bytes[length] = 0
  return length
}

function writeCoordinates(values: Float64Array, count: number, grid: Grid): string {
  const bytes = borrowBytes(lengthOf(measureNumbers(values, 0, count, grid)) + bytesBeyond)
  const end = indexOf(writeNumbers(bytes, placeAfterLetter(0), values, 0, count, grid))
  return decoder.decode(bytes.subarray(0, end))
}

function write(segments: PathSegments, grid: Grid): string {
  const bytes = borrowBytes(chooseForms(segments, grid) + bytesBeyond)
  return decoder.decode(bytes.subarray(0, writeSegments(bytes, segments, grid)))
}

/** Answers how many bytes it wrote. */
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
