import {
  createGrid,
  type Grid,
  joinMeasured,
  lengthOf,
  measureNumbers,
  separatorBetween,
} from './grid-numbers.ts'
import {
  arc,
  close,
  cubic,
  line,
  type PathSegments,
  quadratic,
  rotationDecimals,
  valuesOfKind,
} from './path-segments.ts'

export const rotationGrid = createGrid(rotationDecimals, 1)

const letterC = 67
const letterH = 72
const letterL = 76
const letterM = 77
const letterQ = 81
const letterS = 83
const letterT = 84
const letterV = 86
const letterZ = 90
const letterCodes = Uint8Array.from(' MLCQAZ', (letter) => letter.charCodeAt(0))
const small = 32

/**
 * The values of a segment that are written as coordinates after its letter: the first one, and their number.
 */
export const firstForms = new Uint8Array(128)
export const writtenForms = new Uint8Array(128)
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
  firstForms[letter.charCodeAt(0)] = first
  writtenForms[letter.charCodeAt(0)] = written
}

/**
 * Whether the letter may be left out after the previous one in the same form (SVG 2, section 9.3.1). The
 * letter of lines may be left out after a move.
 */
export const isRepeated = (letter: number, previous: number): boolean =>
  letter === previous ? letter !== letterM && letter !== letterZ : letter === letterL && previous === letterM

/** The values that `setCoordinates` wrote. */
export const coordinates = new Float64Array(6)

/**
 * Sets the coordinates of the segment at `at` in a form: absolute positions, or (`SMALL`) differences from
 * the position before it.
 */
export function setCoordinates(
  values: Float64Array,
  at: number,
  first: number,
  count: number,
  form: number,
): void {
  // A multiplication, because the processor cannot predict the next form.
  const x = at > 0 ? ((values[at - 2] ?? 0) * form) / small : 0
  const y = at > 0 ? ((values[at - 1] ?? 0) * form) / small : 0
  for (let n = first; n < first + count; n++) coordinates[n] = (values[at + n] ?? 0) - ((n & 1) === 0 ? x : y)
}

/**
 * Stored in `forms` until the best sequence is known: the shortest text that ends in the absolute (or
 * relative) form has the relative form before it.
 */
const toAbsolute = 1
const toRelative = 2

/**
 * Chooses the letter of each segment and its form, absolute (0) or relative (`SMALL`), such that the text
 * becomes as short as possible, and returns its length. The cost of a form depends only on the previous form,
 * so the shortest text that ends in a form is one of the two shortest texts before and what it adds.
 */
export function chooseForms(segments: PathSegments, grid: Grid): number {
  const { kinds, values, count, letters, forms } = segments
  let absoluteCost = 0
  let relativeCost = 0
  let absoluteBefore = 0
  let relativeBefore = 0
  let at = 0
  for (let n = 0; n < count; n++) {
    const kind = kinds[n] ?? 0
    const previous = n > 0 ? (letters[n - 1] ?? 0) : 0
    const letter = letterOf(segments, n, previous, at)
    letters[n] = letter
    const isFromRelative = relativeCost < absoluteCost
    const withLetter = (isFromRelative ? relativeCost : absoluteCost) + 1
    let ways = isFromRelative ? toAbsolute | toRelative : 0
    if (kind === close) {
      absoluteCost = withLetter
      relativeCost = withLetter
    } else {
      const first = firstForms[letter] ?? 0
      const written = writtenForms[letter] ?? 0
      setCoordinates(values, at, first, written, small)
      let absolute = measureNumbers(values, at + first, written, grid)
      let relative = measureNumbers(coordinates, first, written, grid)
      if (kind === arc) {
        const begin = measureArcBegin(values, at, grid)
        absolute = joinMeasured(begin, lengthOf(begin) + lengthOf(absolute), absolute)
        relative = joinMeasured(begin, lengthOf(begin) + lengthOf(relative), relative)
      }
      if (isRepeated(letter, previous)) {
        const absoluteAgain = absoluteCost + separatorBetween(absoluteBefore, absolute)
        const relativeAgain = relativeCost + separatorBetween(relativeBefore, relative)
        ways =
          (relativeCost + 1 < absoluteAgain ? toAbsolute : 0) |
          (relativeAgain <= absoluteCost + 1 ? toRelative : 0)
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
    at += valuesOfKind[kind] ?? 0
  }
  let isRelative = relativeCost < absoluteCost
  for (let n = count - 1; n >= 0; n--) {
    const ways = forms[n] ?? 0
    forms[n] = isRelative || letters[n] === letterZ ? small : 0
    isRelative = (ways & (isRelative ? toRelative : toAbsolute)) !== 0
  }
  return Math.min(absoluteCost, relativeCost)
}

/**
 * The shortest letter with the same meaning. After a segment of its kind, a smooth curve begins with the
 * reflected control point, elsewhere without one.
 */
function letterOf(segments: PathSegments, n: number, previous: number, at: number): number {
  const { kinds, values } = segments
  const kind = kinds[n] ?? 0
  if (kind !== line && kind !== cubic && kind !== quadratic) return letterCodes[kind] ?? 0
  const penX = values[at - 2] ?? 0
  const penY = values[at - 1] ?? 0
  const x = values[at] ?? 0
  const y = values[at + 1] ?? 0
  if (kind === line) {
    if (y !== penY) return x === penX ? letterV : letterL
    return x === penX ? letterOfPoint(segments, n, previous, at) : letterH
  }
  const isSameKind = n > 0 && kinds[n - 1] === kind
  const awayX = x - penX - (isSameKind ? penX - (values[at - 4] ?? 0) : 0)
  const awayY = y - penY - (isSameKind ? penY - (values[at - 3] ?? 0) : 0)
  // One comparison: a second one would rarely run, and the engine discards compiled code when it runs for the
  // first time.
  const isSmooth = Math.abs(awayX) + Math.abs(awayY) === 0
  return kind === cubic ? (isSmooth ? letterS : letterC) : isSmooth ? letterT : letterQ
}

/**
 * The letter of a line without length, `H` or `V`: the one of the next line with a length, so that this line
 * does not need its own letter, or else the previous one.
 */
function letterOfPoint({ kinds, values, count }: PathSegments, n: number, previous: number, at: number) {
  const x = values[at] ?? 0
  const y = values[at + 1] ?? 0
  for (let next = n + 1, to = at + 2; next < count && kinds[next] === line; next++, to += 2) {
    const isSameX = values[to] === x
    if (isSameX !== (values[to + 1] === y)) return isSameX ? letterV : letterH
    if (!isSameX) break
  }
  return previous === letterV ? letterV : letterH
}

function measureArcBegin(values: Float64Array, at: number, grid: Grid): number {
  // The rotation of a circle has no effect.
  if (values[at] === values[at + 1]) values[at + 2] = 0
  const radii = measureNumbers(values, at, 2, grid)
  const rotation = measureNumbers(values, at + 2, 1, rotationGrid)
  const length = lengthOf(radii) + separatorBetween(radii, rotation) + lengthOf(rotation) + separatedFlags
  return joinMeasured(radii, length, rotation)
}

const separatedFlags = 3
