import { growthOf, identity, type Matrix, multiply, rotation, translation } from './matrix.ts'
import {
  formatNumber,
  formatSignificant,
  isShortestBetween,
  readPlain,
  skipSeparator,
  skipSpaces,
} from './numbers.ts'

export interface Transform {
  /**
   * In the syntax of the SVG attribute: the six functions of SVG 1.1, with numbers without units. Empty if
   * there is no transform.
   */
  text: string
  matrix: Matrix
}

/**
 * Reads what nearly all transforms are: a few of `translate`, `scale`, `rotate` about the origin and
 * `matrix`, with plain decimals. It copies what is already as short as possible. Null for all others, which
 * `transforms.ts` reads with the same result.
 */
export function readPlainTransform(value: string, decimals: number): Transform | null {
  let text = ''
  let matrix = identity
  let functions = 0
  for (let i = skipSpaces(value, 0); i < value.length; ) {
    const name = nameAt(value, i)
    if (name === '' || ++functions > functionsMax) return null
    const open = i + name.length
    const close = readArguments(value, open)
    if (close < 0) return null
    const places = matrix === identity ? decimals : decimals + digitsOf(growthOf(matrix))
    const own = matrixOf(name)
    if (own === null) return null
    text += isShort(value, name, open, close, places)
      ? value.slice(i, close + 1)
      : writeFunction(value, name, places)
    matrix = multiply(matrix, own)
    i = skipSeparator(value, close + 1)
  }
  return isDrawable(matrix) ? { text, matrix } : null
}

type Name = 'translate(' | 'scale(' | 'rotate(' | 'matrix('

/** Additional decimal places for content that is drawn larger by this factor, which may be any number. */
export const digitsOf = (growth: number): number =>
  Math.min(digitsMax, Math.ceil(Math.log10(Math.max(1, growth))))

/** The engine refuses to write more than a hundred decimal places. */
const digitsMax = 80

export function isDrawable(matrix: Matrix): boolean {
  for (let i = 0; i < matrix.length; i++) if (!(Math.abs(matrix[i] ?? 0) <= float32Max)) return false
  return true
}

const float32Max = 3.4e38
/** Of factors and angles. */
export const significantDigits = 8
/** A text of at most as many characters, with this few decimal places, does not have too many digits. */
export const exactDecimals = 6
const functionsMax = 20
const argumentsMax = 6
/** The arguments of the function that is being read: values, and where their texts begin and end. */
const values = new Float64Array(argumentsMax)
const starts = new Uint32Array(argumentsMax)
const ends = new Uint32Array(argumentsMax)
let count = 0

const closingParenthesis = 41
const space = 32
const [letterM, letterR, letterS, letterT] = [109, 114, 115, 116] as const

function nameAt(value: string, at: number): Name | '' {
  const code = value.charCodeAt(at)
  if (code === letterT) return value.startsWith('translate(', at) ? 'translate(' : ''
  if (code === letterR) return value.startsWith('rotate(', at) ? 'rotate(' : ''
  if (code === letterS) return value.startsWith('scale(', at) ? 'scale(' : ''
  return code === letterM && value.startsWith('matrix(', at) ? 'matrix(' : ''
}

/** The index of the closing parenthesis; -1 if there are other arguments than plain decimals. */
function readArguments(value: string, open: number): number {
  count = 0
  let i = skipSpaces(value, open)
  while (value.charCodeAt(i) !== closingParenthesis) {
    const end = count === argumentsMax ? -1 : readPlain(value, i, values, count)
    if (end < 0) return -1
    starts[count] = i
    ends[count] = end
    count++
    i = skipSeparator(value, end)
    // Without a separator it is a unit, an exponent, or the next number.
    if (i === end && value.charCodeAt(i) !== closingParenthesis) return -1
  }
  return i
}

const valueAt = (index: number): number => values[index] ?? 0

/** Null if the function has another number of arguments. */
function matrixOf(name: Name): Matrix | null {
  if (name === 'matrix(')
    return count === 6 ? [valueAt(0), valueAt(1), valueAt(2), valueAt(3), valueAt(4), valueAt(5)] : null
  if (name === 'rotate(') return count === 1 ? rotation(valueAt(0)) : null
  if (count !== 1 && count !== 2) return null
  if (name === 'translate(') return translation(valueAt(0), count === 1 ? 0 : valueAt(1))
  return [valueAt(0), 0, 0, valueAt(count - 1), 0, 0]
}

/** The index of the first argument that is a position. */
const firstPlace = (name: Name): number => (name === 'matrix(' ? 4 : name === 'translate(' ? 0 : argumentsMax)

/** Whether the function is written as it would be written anew. */
function isShort(value: string, name: Name, open: number, close: number, decimals: number): boolean {
  const places = firstPlace(name)
  let from = open
  for (let n = 0; n < count; n++) {
    const start = starts[n] ?? 0
    const end = ends[n] ?? 0
    if (start !== from || !isItemShort(value, n, n >= places, decimals)) return false
    if (n < count - 1 && value.charCodeAt(end) !== space) return false
    from = end + 1
  }
  if (ends[count - 1] !== close) return false
  if (name === 'translate(') return count === 1 || valueAt(1) !== 0
  return name !== 'scale(' || count === 1 || valueAt(0) !== valueAt(1)
}

function isItemShort(value: string, index: number, isPlace: boolean, decimals: number): boolean {
  const start = starts[index] ?? 0
  const end = ends[index] ?? 0
  return isPlace
    ? isShortestBetween(value, start, end, decimals)
    : end - start <= significantDigits && isShortestBetween(value, start, end, exactDecimals)
}

function writeFunction(value: string, name: Name, decimals: number): string {
  const places = firstPlace(name)
  const first = writeItem(value, 0, 0 >= places, decimals)
  let text = name + first
  if (name === 'translate(' || name === 'scale(') {
    const second = count === 1 ? '' : writeItem(value, 1, 1 >= places, decimals)
    const isImplied = name === 'scale(' ? second === first || valueAt(0) === valueAt(1) : second === '0'
    if (second !== '' && !isImplied) text += ` ${second}`
  } else for (let n = 1; n < count; n++) text += ` ${writeItem(value, n, n >= places, decimals)}`
  return `${text})`
}

function writeItem(value: string, index: number, isPlace: boolean, decimals: number): string {
  if (isItemShort(value, index, isPlace, decimals)) return value.slice(starts[index], ends[index])
  return isPlace
    ? formatNumber(valueAt(index), decimals)
    : formatSignificant(valueAt(index), significantDigits)
}
