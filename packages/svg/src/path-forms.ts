import {
  createGrid,
  type Grid,
  joinMeasured,
  lengthOf,
  measureNumbers,
  separatorBetween,
} from './grid-numbers.ts'
import {
  ARC,
  CLOSE,
  CUBIC,
  LINE,
  type PathSegments,
  QUADRATIC,
  ROTATION_DECIMALS,
  VALUES_OF_KIND,
} from './path-segments.ts'

export const ROTATION_GRID = createGrid(ROTATION_DECIMALS, 1)

const LETTER_C = 67
const LETTER_H = 72
const LETTER_L = 76
const LETTER_M = 77
const LETTER_Q = 81
const LETTER_S = 83
const LETTER_T = 84
const LETTER_V = 86
const LETTER_Z = 90
const LETTERS = Uint8Array.from(' MLCQAZ', (letter) => letter.charCodeAt(0))
const SMALL = 32

/**
 * Which values of a segment are coordinates that are written under a letter: the first of them, and how many.
 */
export const FIRST = new Uint8Array(128)
export const WRITTEN = new Uint8Array(128)
for (const [letter, first, written] of [
  ['M', 0, 2],
  ['L', 0, 2],
  ['H', 0, 1],
  ['V', 1, 1],
  ['C', 0, 6],
  ['S', 2, 4],
  ['Q', 0, 4],
  ['T', 2, 2],
  ['A', 4, 2],
] as const) {
  FIRST[letter.charCodeAt(0)] = first
  WRITTEN[letter.charCodeAt(0)] = written
}

/**
 * Whether the letter may be left out after the previous one in the same form (SVG 2, section 9.3.1); that of
 * lines may after a move.
 */
export const isRepeated = (letter: number, previous: number): boolean =>
  letter === previous
    ? letter !== LETTER_M && letter !== LETTER_Z
    : letter === LETTER_L && previous === LETTER_M

/** What `setCoordinates` wrote. */
export const coordinates = new Float64Array(6)

/**
 * Writes what is written of the segment at `at` in a form: positions, or (`SMALL`) differences from where the
 * pen is before it.
 */
export const setCoordinates = (
  values: Float64Array,
  at: number,
  first: number,
  count: number,
  form: number,
): void => {
  // Multiplied, since no processor foresees which form comes next.
  const x = at > 0 ? ((values[at - 2] ?? 0) * form) / SMALL : 0
  const y = at > 0 ? ((values[at - 1] ?? 0) * form) / SMALL : 0
  for (let n = first; n < first + count; n++) coordinates[n] = (values[at + n] ?? 0) - ((n & 1) === 0 ? x : y)
}

/**
 * In `forms`, until the way back is known: the shortest way to the absolute form, or to the relative one,
 * comes from the relative form before.
 */
const TO_ABSOLUTE = 1
const TO_RELATIVE = 2

/**
 * Chooses the letter of each segment and its form, absolute (0) or relative (`SMALL`), such that the text
 * becomes as short as possible, and answers its length. What a form costs depends on no more than the form
 * before, so the shortest text that ends in a form is one of the two shortest texts before and what it adds.
 */
export const chooseForms = (segments: PathSegments, grid: Grid): number => {
  const { kinds, values, count, letters, forms } = segments
  let absoluteCost = 0
  let relativeCost = 0
  let absoluteBefore = 0
  let relativeBefore = 0
  let at = 0
  for (let n = 0; n < count; n++) {
    const kind = kinds[n] ?? 0
    const previous = n > 0 ? (letters[n - 1] ?? 0) : 0
    const letter = letterOf(kind, n > 0 && kinds[n - 1] === kind, previous, values, at)
    letters[n] = letter
    const isFromRelative = relativeCost < absoluteCost
    const withLetter = (isFromRelative ? relativeCost : absoluteCost) + 1
    let ways = isFromRelative ? TO_ABSOLUTE | TO_RELATIVE : 0
    if (kind === CLOSE) {
      absoluteCost = withLetter
      relativeCost = withLetter
    } else {
      const first = FIRST[letter] ?? 0
      const written = WRITTEN[letter] ?? 0
      setCoordinates(values, at, first, written, SMALL)
      let absolute = measureNumbers(values, at + first, written, grid)
      let relative = measureNumbers(coordinates, first, written, grid)
      if (kind === ARC) {
        const begin = measureArcBegin(values, at, grid)
        absolute = joinMeasured(begin, lengthOf(begin) + lengthOf(absolute), absolute)
        relative = joinMeasured(begin, lengthOf(begin) + lengthOf(relative), relative)
      }
      if (isRepeated(letter, previous)) {
        const absoluteAgain = absoluteCost + separatorBetween(absoluteBefore, absolute)
        const relativeAgain = relativeCost + separatorBetween(relativeBefore, relative)
        ways =
          (relativeCost + 1 < absoluteAgain ? TO_ABSOLUTE : 0) |
          (relativeAgain <= absoluteCost + 1 ? TO_RELATIVE : 0)
        const other = relativeCost + 1
        relativeCost = Math.min(relativeAgain, absoluteCost + 1) + lengthOf(relative)
        absoluteCost = Math.min(absoluteAgain, other) + lengthOf(absolute)
      } else {
        absoluteCost = withLetter + lengthOf(absolute)
        relativeCost = withLetter + lengthOf(relative)
      }
      absoluteBefore = absolute
      relativeBefore = relative
    }
    forms[n] = ways
    at += VALUES_OF_KIND[kind] ?? 0
  }
  let isRelative = relativeCost < absoluteCost
  for (let n = count - 1; n >= 0; n--) {
    const ways = forms[n] ?? 0
    forms[n] = isRelative || letters[n] === LETTER_Z ? SMALL : 0
    isRelative = (ways & (isRelative ? TO_RELATIVE : TO_ABSOLUTE)) !== 0
  }
  return Math.min(absoluteCost, relativeCost)
}

/**
 * The shortest letter that says the same: after a segment of its kind, a smooth curve begins with the
 * reflected control point, elsewhere with none.
 */
const letterOf = (
  kind: number,
  isSameKind: boolean,
  previous: number,
  values: Float64Array,
  at: number,
): number => {
  if (kind !== LINE && kind !== CUBIC && kind !== QUADRATIC) return LETTERS[kind] ?? 0
  const penX = values[at - 2] ?? 0
  const penY = values[at - 1] ?? 0
  const x = values[at] ?? 0
  const y = values[at + 1] ?? 0
  if (kind === LINE)
    return y === penY
      ? x === penX && previous === LETTER_V
        ? LETTER_V
        : LETTER_H
      : x === penX
        ? LETTER_V
        : LETTER_L
  const awayX = x - penX - (isSameKind ? penX - (values[at - 4] ?? 0) : 0)
  const awayY = y - penY - (isSameKind ? penY - (values[at - 3] ?? 0) : 0)
  // One comparison: a second one would hardly ever be made, and code that was compiled without it is thrown
  // away when it is.
  const isSmooth = Math.abs(awayX) + Math.abs(awayY) === 0
  return kind === CUBIC ? (isSmooth ? LETTER_S : LETTER_C) : isSmooth ? LETTER_T : LETTER_Q
}

const measureArcBegin = (values: Float64Array, at: number, grid: Grid): number => {
  // A circle looks the same however it is turned.
  if (values[at] === values[at + 1]) values[at + 2] = 0
  const radii = measureNumbers(values, at, 2, grid)
  const rotation = measureNumbers(values, at + 2, 1, ROTATION_GRID)
  const length = lengthOf(radii) + separatorBetween(radii, rotation) + lengthOf(rotation) + SEPARATED_FLAGS
  return joinMeasured(radii, length, rotation)
}

const SEPARATED_FLAGS = 3
