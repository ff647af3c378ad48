import { isSpace, readNumbers, scanNumber, scanNumbers, skipSeparator, skipSpaces } from './numbers.ts'
import { PATH_DECIMALS, writePath, writePoints } from './path-writer.ts'

/**
 * Grammars of attribute values. Each takes a value without white space around it and answers the value to emit, or null where the
 * value is not understood. Apart from path data and points, what they answer is what they were given.
 */
export type Grammar = (value: string) => string | null

export const number: Grammar = (value) => (scanNumber(value, 0) === value.length ? value : null)

export const numbers =
  (min: number, max: number): Grammar =>
  (value) => {
    const { count, complete } = scanNumbers(value)
    return complete && count >= min && count <= max ? value : null
  }

/** A number kept between bounds, for those that a renderer pays for. */
export const numberWithin =
  (min: number, max: number): Grammar =>
  (value) => {
    if (number(value) === null) return null
    const amount = Number(value)
    return amount < min ? String(min) : amount > max ? String(max) : value
  }

/** One or two numbers ("number-optional-number"), each kept at or below a bound. */
export const pairUpTo =
  (max: number): Grammar =>
  (value) => {
    const list = readNumbers(value)
    if (list === null || list.length < 1 || list.length > 2) return null
    return list.every((item) => item <= max) ? value : list.map((item) => Math.min(item, max)).join(' ')
  }

const UNITS = new Set([
  '',
  '%',
  'px',
  'em',
  'ex',
  'in',
  'cm',
  'mm',
  'pt',
  'pc',
  'q',
  'rem',
  'ch',
  'vw',
  'vh',
  'vmin',
  'vmax',
])

export const length: Grammar = (value) => {
  const end = scanNumber(value, 0)
  if (end < 0) return null
  return end === value.length || UNITS.has(value.slice(end).toLowerCase()) ? value : null
}

export const lengths =
  (min: number, max: number): Grammar =>
  (value) => {
    let count = 0
    for (let i = skipSpaces(value, 0); i < value.length; ) {
      const unit = scanNumber(value, i)
      if (unit < 0 || ++count > max) return null
      let end = unit
      while (end < value.length && value.charCodeAt(end) !== 44 && !isSpace(value.charCodeAt(end))) end++
      if (end > unit && !UNITS.has(value.slice(unit, end).toLowerCase())) return null
      i = skipSeparator(value, end)
    }
    return count >= min ? value : null
  }

export const numberOrPercentage: Grammar = (value) => {
  const end = scanNumber(value, 0)
  return end >= 0 && (end === value.length || value.slice(end) === '%') ? value : null
}

const ANGLE_UNITS = new Set(['', 'deg', 'rad', 'grad', 'turn'])

export const angle: Grammar = (value) => {
  const end = scanNumber(value, 0)
  return end >= 0 && ANGLE_UNITS.has(value.slice(end)) ? value : null
}

/** CSS keywords, which ignore case. */
export const keyword = (...words: string[]): Grammar => {
  const known = new Set(words)
  return (value) => (known.has(value) || known.has(value.toLowerCase()) ? value : null)
}

/** Enumerated attribute values, which do not ignore case. */
export const oneOf = (...words: string[]): Grammar => {
  const known = new Set(words)
  return (value) => (known.has(value) ? value : null)
}

export const either =
  (...grammars: Grammar[]): Grammar =>
  (value) => {
    for (const grammar of grammars) {
      const found = grammar(value)
      if (found !== null) return found
    }
    return null
  }

/** A property: its own grammar or a word that every property takes. */
export const property = (grammar: Grammar): Grammar => either(grammar, keyword('inherit', 'initial', 'unset'))

/** Path data, and the list below, written anew with so many digits behind the point. */
export const pathData = (value: string, decimals: number = PATH_DECIMALS): string | null =>
  writePath(value, decimals)?.text ?? null

export const points = (value: string, decimals: number = PATH_DECIMALS): string | null =>
  writePoints(value, decimals)?.text ?? null

const CLOSING_PARENTHESIS = 41
/** Programs write a handful, and multiply them where there would be more. */
const TRANSFORMS_MAX = 1000
const TRANSFORM_ARITY = new Map<string, readonly number[]>([
  ['matrix', [6]],
  ['translate', [1, 2]],
  ['scale', [1, 2]],
  ['rotate', [1, 3]],
  ['skewX', [1]],
  ['skewY', [1]],
])

export const transform: Grammar = (value) => {
  if (value === 'none') return value
  let functions = 0
  let i = 0
  while (i < value.length) {
    const open = value.indexOf('(', i)
    if (open < 0 || ++functions > TRANSFORMS_MAX) return null
    const name = value.slice(i, open)
    const arity = TRANSFORM_ARITY.get(name) ?? TRANSFORM_ARITY.get(name.trim())
    if (arity === undefined) return null
    let count = 0
    i = skipSpaces(value, open + 1)
    while (i < value.length && value.charCodeAt(i) !== CLOSING_PARENTHESIS) {
      const end = scanNumber(value, i)
      if (end < 0) return null
      count++
      i = skipSeparator(value, end)
    }
    if (i >= value.length || !arity.includes(count)) return null
    i = skipSeparator(value, i + 1)
  }
  return value
}

const POSITION_WORDS = new Set(['left', 'center', 'right', 'top', 'bottom'])

export const origin: Grammar = (value) => {
  const items = splitList(value)
  const good = items.every((item) => POSITION_WORDS.has(item) || length(item) !== null)
  return good && items.length >= 1 && items.length <= 3 ? value : null
}

const ALIGNMENTS = new Set([
  'none',
  ...['xMin', 'xMid', 'xMax'].flatMap((x) => ['YMin', 'YMid', 'YMax'].map((y) => x + y)),
])

export const aspectRatio: Grammar = (value) => {
  const items = splitList(value)
  if (items[0] === 'defer') items.shift()
  const [align = '', fit] = items
  const good =
    ALIGNMENTS.has(align) && items.length <= 2 && (fit === undefined || fit === 'meet' || fit === 'slice')
  return good ? value : null
}

export const viewBox: Grammar = (value) => (readViewBox(value) === null ? null : value)

/** `min-x min-y width height` with a positive size. */
export const readViewBox = (value: string): [number, number, number, number] | null => {
  const [x, y, width, height, ...rest] = readNumbers(value) ?? []
  if (x === undefined || y === undefined || width === undefined || height === undefined) return null
  return width > 0 && height > 0 && rest.length === 0 ? [x, y, width, height] : null
}

/** Names inside a picture that are no ids, such as a filter's `in` and `result`. Mapped to a plain alphabet, so equal stays equal. */
export const resultName: Grammar = (value) => (value === '' || value.length > 200 ? null : escapeName(value))

/** Writes any name with letters, digits, `_`, `-` and `.`; others become their code point. Plain names stay as they are. */
export const escapeName = (name: string): string =>
  name.replace(/[^A-Za-z0-9_.-]/gu, (character) => `_${character.codePointAt(0)?.toString(16)}_`)

/** Splits at white space and commas; for short values only. */
export const splitList = (value: string): string[] => {
  const items: string[] = []
  let i = skipSpaces(value, 0)
  while (i < value.length) {
    let end = i
    while (end < value.length && value.charCodeAt(end) !== 44 && !isSpace(value.charCodeAt(end))) end++
    if (end === i) return []
    items.push(value.slice(i, end))
    i = skipSeparator(value, end)
  }
  return items
}
