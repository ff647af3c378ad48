import { isSpace, readScaled } from './numbers.ts'

/** Kinds of segments. Lines of all forms are LINE. Smooth curves include their reflected control point. */
export const move = 1
export const line = 2
export const cubic = 3
export const quadratic = 4
export const arc = 5
export const close = 6

/** The number of values of a segment of each kind. */
export const valuesOfKind = Uint8Array.of(0, 2, 2, 6, 4, 6, 2)

/** Decimal places of the rotation of an arc, in degrees. */
export const rotationDecimals = 8

/** The maximum of values per character: a closing is one character and has two values. */
const valuesPerChar = 2
const valuesMax = 6

/** The segments of one path, in arrays that have space for a path with the given number of characters. */
export class PathSegments {
  /** One of the kinds for each segment. */
  readonly kinds: Uint8Array
  /**
   * Absolute positions of each segment: control points and the end. An arc has radii, rotation, flags (large
   * 2, sweep 1) and the end; a closing has the start of its subpath. So the last two values are always the
   * current position.
   */
  readonly values: Float64Array
  /**
   * After the choice: the capital letter of each segment's command, and the bit that makes it a small letter.
   */
  readonly letters: Uint8Array
  readonly forms: Uint8Array
  count = 0
  /** The number of values. */
  size = 0
  /** Index after the last complete segment. */
  end = 0
  hasArcs = false

  constructor(chars: number) {
    this.kinds = new Uint8Array(chars + 1)
    this.values = new Float64Array(valuesPerChar * chars + valuesMax)
    this.letters = new Uint8Array(chars + 1)
    this.forms = new Uint8Array(chars + 1)
  }
}

/**
 * Reads path data up to its end or its first error, as `scanPath` does (SVG 2, sections 9.3 and 9.5.4).
 * Values are in units of 10^-decimals, not rounded, but exact if the text has no more decimal places. A zero
 * follows the `length` bytes of the text.
 */
export function readSegments(
  bytes: Uint8Array,
  length: number,
  decimals: number,
  segments: PathSegments,
): void {
  const { kinds, values } = segments
  let count = 0
  let size = 0
  let x = 0
  let y = 0
  let startX = 0
  let startY = 0
  let command = 0
  let end = 0
  segments.hasArcs = false
  for (let i = skipSpaces(bytes, 0); i < length; i = skipSpaces(bytes, i)) {
    const code = bytes[i] ?? 0
    if ((kindByLetter[code | small] ?? 0) > 0) {
      if (count === 0 && (code | small) !== smallM) break
      command = code
      i = skipSpaces(bytes, i + 1)
    } else {
      if (count === 0 || (command | small) === smallZ) break
      // Further numbers after a move are lines: the letter before M is L.
      if ((command | small) === smallM) command--
      if (code === comma) i = skipSpaces(bytes, i + 1)
    }
    const letter = command | small
    const kind = kindByLetter[letter] ?? 0
    const first = size + (offsets[letter] ?? 0)
    const last = first + (operandsByLetter[letter] ?? 0)
    i =
      kind === arc
        ? readArc(bytes, i, decimals, values, first)
        : readOperands(bytes, i, decimals, values, first, last)
    if (i < 0) break
    if (command === letter) {
      for (let n = kind === arc ? first + 4 : first; n < last; n++)
        values[n] = (values[n] ?? 0) + (((n - size) & 1) === 0 ? x : y)
    }
    if (letter === smallH) values[size + 1] = y
    else if (letter === smallV) values[size] = x
    else if (letter === smallS || letter === smallT) {
      const isSmooth = count > 0 && kinds[count - 1] === kind
      values[size] = isSmooth ? 2 * x - (values[size - 4] ?? 0) : x
      values[size + 1] = isSmooth ? 2 * y - (values[size - 3] ?? 0) : y
    } else if (kind === close) {
      values[size] = startX
      values[size + 1] = startY
    } else if (kind === arc) segments.hasArcs = true
    kinds[count++] = kind
    size += valuesOfKind[kind] ?? 0
    x = values[size - 2] ?? 0
    y = values[size - 1] ?? 0
    if (kind === move) {
      startX = x
      startY = y
    }
    end = i
  }
  segments.count = count
  segments.size = size
  segments.end = end
}

/**
 * Reads complete pairs of numbers up to the end or the first error, as a closed path of lines, so that the
 * last segment is not a point.
 */
export function readPoints(
  bytes: Uint8Array,
  length: number,
  decimals: number,
  segments: PathSegments,
): void {
  let count = 0
  segments.end = 0
  segments.hasArcs = false
  for (let i = skipSpaces(bytes, 0); i < length; i = skipSeparator(bytes, i)) {
    i = readOperands(bytes, i, decimals, segments.values, 2 * count, 2 * count + 2)
    if (i < 0) break
    segments.kinds[count] = count === 0 ? move : line
    count++
    segments.end = i
  }
  segments.count = count
  if (count === 0) return
  segments.kinds[count] = close
  segments.values.copyWithin(2 * count, 0, 2)
  segments.count = count + 1
  segments.size = 2 * segments.count
}

export const comma = 44
export const small = 32
const smallH = 104
export const smallM = 109
const smallS = 115
const smallT = 116
const smallV = 118
export const smallZ = 122

/**
 * By small letter: the kind of its segments, the number of values to read, and their positions among the
 * values of the segment.
 */
export const kindByLetter = new Uint8Array(256)
export const operandsByLetter = new Uint8Array(256)
const offsets = new Uint8Array(256)
for (const [letter, kind, operands, offset] of [
  ['m', move, 2, 0],
  ['l', line, 2, 0],
  ['h', line, 1, 0],
  ['v', line, 1, 1],
  ['c', cubic, 6, 0],
  ['s', cubic, 4, 2],
  ['q', quadratic, 4, 0],
  ['t', quadratic, 2, 2],
  ['a', arc, 6, 0],
  ['z', close, 0, 0],
] as const) {
  kindByLetter[letter.charCodeAt(0)] = kind
  operandsByLetter[letter.charCodeAt(0)] = operands
  offsets[letter.charCodeAt(0)] = offset
}

export function readOperands(
  bytes: Uint8Array,
  start: number,
  decimals: number,
  values: Float64Array,
  first: number,
  last: number,
): number {
  let i = start
  for (let slot = first; slot < last; slot++) {
    if (slot > first) i = skipSeparator(bytes, i)
    i = readScaled(bytes, i, decimals, values, slot)
    if (i < 0) return -1
  }
  return i
}

/** `rx ry rotation large-arc sweep x y`; the flags may stand without a separator: `a1 1 0 012 3`. */
export function readArc(
  bytes: Uint8Array,
  start: number,
  decimals: number,
  values: Float64Array,
  first: number,
): number {
  let i = readOperands(bytes, start, decimals, values, first, first + 2)
  if (i < 0) return -1
  i = readScaled(bytes, skipSeparator(bytes, i), rotationDecimals, values, first + 2)
  if (i < 0) return -1
  let flags = 0
  for (let n = 0; n < 2; n++) {
    i = skipSeparator(bytes, i)
    const flag = (bytes[i++] ?? 0) - 48
    if (flag !== 0 && flag !== 1) return -1
    flags = 2 * flags + flag
  }
  values[first + 3] = flags
  return readOperands(bytes, skipSeparator(bytes, i), decimals, values, first + 4, first + 6)
}

export function skipSpaces(bytes: Uint8Array, start: number): number {
  let i = start
  while (isSpace(bytes[i] ?? 0)) i++
  return i
}

/** Skips white space with at most one comma in it. */
function skipSeparator(bytes: Uint8Array, start: number): number {
  if ((bytes[start] ?? 0) > comma) return start
  const i = skipSpaces(bytes, start)
  return bytes[i] === comma ? skipSpaces(bytes, i + 1) : i
}
