import { readQuantity } from './css-math.ts'
import type { Grammar } from './grammar.ts'
import {
  formatNumber,
  formatSignificant,
  isShortest,
  isSpace,
  readNumbers,
  scanNumber,
  shortenPlain,
  skipSeparator,
  skipSpaces,
} from './numbers.ts'
import { writePath, writePoints } from './path-writer.ts'
import { readAngle } from './transforms.ts'

const numberDigits = 7
/** With at most nine digits before the point, this number of decimal places is never too large. */
const plainDecimals = 3

export const number: Grammar = (value) =>
  isShortest(value, plainDecimals)
    ? value
    : scanNumber(value, 0) === value.length
      ? formatSignificant(Number(value), numberDigits)
      : null

export const numbers =
  (min: number, max: number): Grammar =>
  (value) => {
    const list = readNumbers(value)
    if (list === null || list.length < min || list.length > max) return null
    return list.map((item) => formatSignificant(item, numberDigits)).join(' ')
  }

/** A number that is clamped to bounds, for values that increase the cost of rendering. */
export const numberWithin =
  (min: number, max: number): Grammar =>
  (value) =>
    scanNumber(value, 0) === value.length
      ? formatSignificant(Math.min(max, Math.max(min, Number(value))), numberDigits)
      : null

/** One or two numbers ("number-optional-number"), each at most a bound. */
export const pairUpTo =
  (max: number): Grammar =>
  (value) => {
    const list = readNumbers(value)
    if (list === null || list.length < 1 || list.length > 2) return null
    return list.map((item) => formatSignificant(Math.min(item, max), numberDigits)).join(' ')
  }

export const shareDecimals = 4

const noUnit = (): null => null

/** An opacity or a position in a gradient: a number, or a percentage, which is written as a number. */
export const share: Grammar = (value) => {
  if (isShortest(value, shareDecimals)) return value
  const shorter = shortenPlain(value, shareDecimals)
  if (shorter !== null) return shorter
  const quantity = readQuantity(value, noUnit)
  return quantity === null ? null : formatNumber(quantity.amount + quantity.share, shareDecimals)
}

/** An angle in degrees; other units are converted. */
export const angle: Grammar = (value) => {
  const degrees = readAngle(value)
  return degrees === null ? null : formatSignificant(degrees, numberDigits)
}

/** CSS keywords, which ignore case; written in the case of the list. */
export function keyword(...words: string[]): Grammar {
  const known = new Map(
    words.flatMap((word) => [
      [word, word],
      [word.toLowerCase(), word],
    ]),
  )
  return (value) => known.get(value) ?? known.get(value.toLowerCase()) ?? null
}

/** Enumerated attribute values, for which case matters. */
export function oneOf(...words: string[]): Grammar {
  const known = new Set(words)
  return (value) => (known.has(value) ? value : null)
}

export const either =
  (...grammars: Grammar[]): Grammar =>
  (value, at) => {
    for (const grammar of grammars) {
      const found = grammar(value, at)
      if (found !== null) return found
    }
    return null
  }

/** Path data up to its first error (SVG 2, section 9.5.4). */
export const pathData: Grammar = (value, at) => writePath(value, at.decimals)?.text ?? null

/** A list of points up to its first error. */
export const points: Grammar = (value, at) => writePoints(value, at.decimals)?.text ?? null

const alignments = new Set([
  'none',
  ...['xMin', 'xMid', 'xMax'].flatMap((x) => ['YMin', 'YMid', 'YMax'].map((y) => x + y)),
])

export const aspectRatio: Grammar = (value) => {
  const items = splitList(value)
  if (items[0] === 'defer') items.shift()
  const [align = '', fit] = items
  const good =
    alignments.has(align) && items.length <= 2 && (fit === undefined || fit === 'meet' || fit === 'slice')
  if (!good) return null
  return fit === 'slice' && align !== 'none' ? `${align} slice` : align
}

export const viewBox: Grammar = (value) => {
  const box = readViewBox(value)
  return box === null
    ? null
    : `${sideText(box[0])} ${sideText(box[1])} ${sideText(box[2])} ${sideText(box[3])}`
}

const sideText = (side: number): string => formatSignificant(side, viewBoxDigits)

const viewBoxDigits = 9

export type ViewBox = [x: number, y: number, width: number, height: number]

/** `min-x min-y width height` with a positive size. */
export function readViewBox(value: string): ViewBox | null {
  const numbers = readNumbers(value)
  if (numbers === null || numbers.length !== 4) return null
  const width = numbers[2] ?? 0
  const height = numbers[3] ?? 0
  return width > 0 && height > 0 ? [numbers[0] ?? 0, numbers[1] ?? 0, width, height] : null
}

/**
 * Names inside a picture that are not ids, such as a filter's `in` and `result`. They are mapped to plain
 * characters; equal names stay equal.
 */
export const resultName: Grammar = (value) => (value === '' || value.length > 200 ? null : escapeName(value))

/**
 * Writes any name with letters, digits, `_`, `-` and `.`; others become their code point. Plain names stay as
 * they are.
 */
export const escapeName = (name: string): string =>
  name.replace(/[^A-Za-z0-9_.-]/gu, (character) => `_${character.codePointAt(0)?.toString(16)}_`)

/** Splits at white space and commas; for short values only. */
export function splitList(value: string): string[] {
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
