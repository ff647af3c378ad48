import type { Computed } from './computed.ts'
import { readQuantity } from './css-math.ts'
import { readLength } from './lengths.ts'
import { growthOf, identity, type Matrix, multiply, rotation, translation } from './matrix.ts'
import {
  formatNumber,
  formatSignificant,
  isShortest,
  scanNumber,
  skipSeparator,
  skipSpaces,
} from './numbers.ts'
import {
  digitsOf,
  exactDecimals,
  isDrawable,
  readPlainTransform,
  significantDigits,
  type Transform,
} from './plain-transforms.ts'

/** The box to which percentages of `translate()` refer, in user units. */
export interface ReferenceBox {
  x: number
  y: number
  width: number
  height: number
}

/**
 * Reads a transform in the spelling of SVG or of CSS (CSS Transforms 2, sections 7 and 12) if it stays in the
 * plane; null if it does not, or if it is invalid. Numbers are written with the visible precision
 * (`Computed.decimals`).
 */
export function readTransform(value: string, at: Computed, box: ReferenceBox): Transform | null {
  if (value === 'none' || value === '') return nothing
  return readPlainTransform(value, at.decimals) ?? readAnyTransform(value, at, box)
}

function readAnyTransform(value: string, at: Computed, box: ReferenceBox): Transform | null {
  let text = ''
  let matrix = identity
  let functions = 0
  for (let i = skipSpaces(value, 0); i < value.length; ) {
    const open = value.indexOf('(', i)
    if (open < 0 || ++functions > transformsMax) return null
    const close = closingParenthesis(value, open)
    if (close < 0) return null
    const items = readItems(value, open + 1, close)
    const name = value.slice(i, open).trim()
    const step = items === null ? null : stepOf(name, items, at, box)
    if (step === null) return null
    const decimals = matrix === identity ? at.decimals : at.decimals + digitsOf(growthOf(matrix))
    text += writeStep(step, decimals, items !== null && step.name === name ? items : noItems)
    matrix = multiply(matrix, step.matrix)
    i = skipSeparator(value, close + 1)
  }
  return isDrawable(matrix) ? { text, matrix } : null
}

/** The shortest attribute for a matrix. */
export function writeMatrix(matrix: Matrix, decimals: number): string {
  const [a, b, c, d, e, f] = matrix
  if (a === 1 && b === 0 && c === 0 && d === 1)
    return writeStep({ name: 'translate', values: [e, f], matrix }, decimals, noItems)
  return writeStep({ name: 'matrix', values: [...matrix], matrix }, decimals, noItems)
}

const noItems: readonly string[] = []
const nothing: Transform = { text: '', matrix: identity }
/** Programs write few functions, and multiply them if there would be more. */
const transformsMax = 1000

type StepName = 'translate' | 'scale' | 'rotate' | 'skewX' | 'skewY' | 'matrix'

/** A function of SVG, with its numbers. */
interface Step {
  name: StepName
  values: readonly number[]
  matrix: Matrix
}

function stepOf(written: string, items: readonly string[], at: Computed, box: ReferenceBox): Step | null {
  const name = functionArities.has(written) ? written : written.toLowerCase()
  const [first = '', second, third] = items
  const rule = functionArities.get(name)
  if (rule === undefined || !rule.includes(items.length)) return null
  switch (name) {
    case 'translate':
    case 'translate3d':
      return translateBy(unitsOf(first, box.width, at), unitsOf(second, box.height, at))
    case 'translateX':
    case 'translatex':
      return translateBy(unitsOf(first, box.width, at), 0)
    case 'translateY':
    case 'translatey':
      return translateBy(0, unitsOf(first, box.height, at))
    case 'scale':
    case 'scale3d':
      return scaleBy(factor(first), factor(second ?? first))
    case 'scaleX':
    case 'scalex':
      return scaleBy(factor(first), 1)
    case 'scaleY':
    case 'scaley':
      return scaleBy(1, factor(first))
    case 'rotate':
      return rotateBy(degrees(first), unitsOf(second, box.width, at), unitsOf(third, box.height, at))
    case 'rotateZ':
    case 'rotatez':
      return rotateBy(degrees(first), 0, 0)
    case 'skew':
      return matrixOf([1, tangent(second ?? '0'), tangent(first), 1, 0, 0])
    case 'skewX':
    case 'skewx':
      return skewed('skewX', degrees(first), [1, 0, tangent(first), 1, 0, 0])
    case 'skewY':
    case 'skewy':
      return skewed('skewY', degrees(first), [1, tangent(first), 0, 1, 0, 0])
    case 'matrix':
      return matrixOf(items.map(factor))
    default:
      return flattened(items.map(factor))
  }
}

const unitsOf = (item: string | undefined, whole: number, at: Computed): number =>
  item === undefined ? 0 : (readLength(item, whole, at) ?? Number.NaN)

/** The number of values of each function. */
const functionArities: ReadonlyMap<string, readonly number[]> = new Map([
  ['translate', [1, 2]],
  ['scale', [1, 2]],
  ['rotate', [1, 3]],
  ['skew', [1, 2]],
  ['matrix', [6]],
  ['matrix3d', [16]],
  ['translate3d', [3]],
  ['scale3d', [3]],
  ...['translateX', 'translateY', 'scaleX', 'scaleY', 'rotateZ', 'skewX', 'skewY'].flatMap(
    (name): [string, number[]][] => [
      [name, [1]],
      [name.toLowerCase(), [1]],
    ],
  ),
])

function good(step: Step): Step | null {
  const [a, b, c, d, e, f] = step.matrix
  // An invalid or too large number makes the entire sum invalid.
  return Number.isFinite(0 * (a + b + c + d + e + f)) ? step : null
}

const translateBy = (x: number, y: number): Step | null =>
  good({ name: 'translate', values: [x, y], matrix: translation(x, y) })

const scaleBy = (x: number, y: number): Step | null =>
  good({ name: 'scale', values: [x, y], matrix: [x, 0, 0, y, 0, 0] })

function rotateBy(angle: number, x: number, y: number): Step | null {
  const turned = rotation(angle)
  const matrix =
    x === 0 && y === 0 ? turned : multiply(multiply(translation(x, y), turned), translation(-x, -y))
  return good({ name: 'rotate', values: [angle, x, y], matrix })
}

const skewed = (name: StepName, angle: number, matrix: Matrix): Step | null =>
  good({ name, values: [angle], matrix })

function matrixOf(values: readonly number[]): Step | null {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = values
  return good({ name: 'matrix', values, matrix: [a, b, c, d, e, f] })
}

/** A matrix in space that maps the plane to itself. */
function flattened(values: readonly number[]): Step | null {
  const flat =
    [2, 3, 6, 7, 8, 9, 11, 14].every((index) => values[index] === 0) && values[10] === 1 && values[15] === 1
  return flat ? matrixOf([0, 1, 4, 5, 12, 13].map((index) => values[index] ?? 0)) : null
}

function factor(item: string): number {
  if (scanNumber(item, 0) === item.length) return Number(item)
  const quantity = readQuantity(item, (unit) => (unit === 'px' ? 1 : null))
  return quantity === null ? Number.NaN : quantity.amount + quantity.share
}

/** Units of angles, in degrees (CSS Values 4, section 7.1). */
const degreesPerUnit: ReadonlyMap<string, number> = new Map([
  ['deg', 1],
  ['grad', 0.9],
  ['rad', 180 / Math.PI],
  ['turn', 360],
])

export function readAngle(item: string): number | null {
  if (scanNumber(item, 0) === item.length) return Number(item)
  const quantity = readQuantity(item, (unit) => degreesPerUnit.get(unit) ?? null)
  return quantity === null || quantity.share !== 0 ? null : quantity.amount
}

const degrees = (item: string): number => readAngle(item) ?? Number.NaN
const tangent = (item: string): number => Math.tan((degrees(item) * Math.PI) / 180)

/** @param items the values as in the source, in which form most are written; may be empty. */
function writeStep({ name, values }: Step, decimals: number, items: readonly string[]): string {
  switch (name) {
    case 'translate': {
      const [x, y] = [place(values, 0, items, decimals), place(values, 1, items, decimals)]
      return y === '0' ? `translate(${x})` : `translate(${x} ${y})`
    }
    case 'scale': {
      const [x, y] = [exact(values, 0, items), values[0] === values[1] ? null : exact(values, 1, items)]
      return y === null || x === y ? `scale(${x})` : `scale(${x} ${y})`
    }
    case 'rotate': {
      const [x, y] = [place(values, 1, items, decimals), place(values, 2, items, decimals)]
      const degrees = exact(values, 0, items)
      return x === '0' && y === '0' ? `rotate(${degrees})` : `rotate(${degrees} ${x} ${y})`
    }
    case 'matrix': {
      let text = ''
      for (let i = 0; i < values.length; i++)
        text += `${i === 0 ? '' : ' '}${i < 4 ? exact(values, i, items) : place(values, i, items, decimals)}`
      return `matrix(${text})`
    }
    default:
      return `${name}(${exact(values, 0, items)})`
  }
}

function place(values: readonly number[], index: number, items: readonly string[], decimals: number): string {
  const item = items[index]
  return item !== undefined && isShortest(item, decimals) ? item : formatNumber(values[index] ?? 0, decimals)
}

function exact(values: readonly number[], index: number, items: readonly string[]): string {
  const item = items[index]
  return item !== undefined && item.length <= significantDigits && isShortest(item, exactDecimals)
    ? item
    : formatSignificant(values[index] ?? 0, significantDigits)
}

/** Items between blanks and commas; most are plain numbers. */
function readItems(text: string, start: number, end: number): string[] | null {
  const items: string[] = []
  for (let i = skipSpaces(text, start); i < end; ) {
    let next = scanNumber(text, i)
    if (next < 0) next = i
    let depth = 0
    for (; next < end; next++) {
      const code = text.charCodeAt(next)
      // After a number a sign or a point begins the next one; in a unit or a function neither does.
      if (depth === 0 && (code <= 32 || code === 44)) break
      if (depth === 0 && (code === 43 || code === 45 || code === 46) && isNumberEnd(text, i, next)) break
      if (code === 40) depth++
      else if (code === 41) depth--
    }
    if (next === i) return null
    items.push(text.slice(i, next))
    i = skipSeparator(text, next)
  }
  return items
}

const isNumberEnd = (text: string, start: number, at: number): boolean =>
  at > start && scanNumber(text, start) === at

function closingParenthesis(text: string, open: number): number {
  let depth = 0
  for (let i = open; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 40) depth++
    else if (code === 41 && --depth === 0) return i
  }
  return -1
}
