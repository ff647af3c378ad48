import { findOutside, skipCssSpaces, splitOutside } from './css-text.ts'

/** The medium of a picture: a colour screen with one pixel per dot, as large as the picture itself. */
export interface Screen {
  /** In pixels; null if the picture sets no size. */
  width: number | null
  height: number | null
}

/**
 * Whether a list of Media Queries 4 matches a picture on a screen. Unknown and malformed queries do not match
 * (section 3.2).
 */
export function mediaListHolds(list: string, screen: Screen): boolean {
  if (list.trim() === '') return true
  if (list.length > queryCharsMax) return false
  return splitOutside(list.toLowerCase(), ',', queriesMax).some((query) => queryHolds(query, screen))
}

const queryCharsMax = 1000
const featureCharsMax = 100
const queriesMax = 64
const depthMax = 8

/** Undefined is "unknown" in Media Queries: its negation is unknown as well. */
type Truth = boolean | undefined

function queryHolds(query: string, screen: Screen): boolean {
  const found = /^(?:(not|only)\s+)?(?!not\b)([a-z][-\w]*)(?:\s+and\s+(.+))?$/s.exec(query)
  if (found === null) return conditionHolds(query, (feature) => featureHolds(feature, screen), 0) === true
  const [, word, type = '', rest] = found
  const typeHolds = type === 'all' || type === 'screen'
  const conditions =
    rest === undefined ? true : conditionHolds(rest, (feature) => featureHolds(feature, screen), 0)
  if (word !== 'not') return typeHolds && conditions === true
  return !typeHolds || conditions === false
}

/**
 * Parentheses with `not`, `and`, `or` between them, as Media Queries 4 (section 3) and CSS Conditional 3
 * (section 6) write them.
 *
 * @param holds evaluates the content of parentheses, or a function with its name, such as `selector(a)`.
 */
export function conditionHolds(text: string, holds: (part: string) => Truth, depth: number): Truth {
  if (depth > depthMax) return undefined
  const parts: Truth[] = []
  let joint = ''
  for (let i = skipCssSpaces(text, 0); i < text.length; ) {
    const word = /^(not|and|or)(?=\s)/i.exec(text.slice(i, i + 4))?.[1]?.toLowerCase() ?? ''
    if (word === 'not') {
      if (parts.length > 0) return undefined
      return opposite(conditionHolds(text.slice(i + 3), holds, depth + 1))
    }
    // Different words without parentheses around them are an error, and so is a missing one.
    if (parts.length > 0 !== (word !== '') || (joint !== '' && word !== joint)) return undefined
    joint = word
    i = skipCssSpaces(text, i + word.length)
    const open = text.indexOf('(', i)
    if (open < 0) return undefined
    const close = findOutside(text, open + 1, ')')
    const name = text.slice(i, open)
    const inside = text.slice(open + 1, close).trim()
    if (name !== '') parts.push(holds(`${name}(${inside})`))
    else if (inside.startsWith('(') || /^not\s/i.test(inside) || /^[-\w]+\(.*\)$/s.test(inside))
      parts.push(conditionHolds(inside, holds, depth + 1))
    else parts.push(holds(inside))
    i = skipCssSpaces(text, close + 1)
  }
  if (parts.length === 0) return undefined
  return joint === 'or' ? anyOf(parts) : allOf(parts)
}

const opposite = (truth: Truth): Truth => (truth === undefined ? undefined : !truth)
const anyOf = (parts: readonly Truth[]): Truth =>
  parts.includes(true) ? true : parts.includes(undefined) ? undefined : false
const allOf = (parts: readonly Truth[]): Truth =>
  parts.includes(false) ? false : parts.includes(undefined) ? undefined : true

/** Features whose value for a still picture on an ordinary screen is a keyword. */
const words: ReadonlyMap<string, string> = new Map([
  ['prefers-color-scheme', 'light'],
  ['prefers-reduced-motion', 'no-preference'],
  ['prefers-reduced-transparency', 'no-preference'],
  ['prefers-reduced-data', 'no-preference'],
  ['prefers-contrast', 'no-preference'],
  ['forced-colors', 'none'],
  ['inverted-colors', 'none'],
  ['hover', 'hover'],
  ['any-hover', 'hover'],
  ['pointer', 'fine'],
  ['any-pointer', 'fine'],
  ['update', 'fast'],
  ['overflow-block', 'scroll'],
  ['overflow-inline', 'scroll'],
  ['color-gamut', 'srgb'],
  ['dynamic-range', 'standard'],
  ['video-dynamic-range', 'standard'],
  ['display-mode', 'browser'],
  ['scan', 'progressive'],
])
const noWords = new Set(['none', 'no-preference'])

const numbers: ReadonlyMap<string, number> = new Map([
  ['color', 8],
  ['color-index', 0],
  ['monochrome', 0],
  ['grid', 0],
  ['resolution', 1],
  ['-webkit-device-pixel-ratio', 1],
])

function featureHolds(feature: string, screen: Screen): Truth {
  if (feature.length > featureCharsMax) return undefined
  const range = /^(?:([^<>=:]+?)\s*([<>]=?|=)\s*)?([-a-z]+)(?:\s*([<>]=?|=|:)\s*([^<>=:]+))?$/.exec(feature)
  if (range === null) return undefined
  const [, before, beforeSign, name = '', sign, value] = range
  if (before === undefined && sign === undefined) return isThere(name, screen)
  const [, bound = '', plain = name] = /^(?:-webkit-)?(min-|max-)(.*)$/.exec(name) ?? []
  const known = words.get(plain)
  if (known !== undefined) return before === undefined && sign === ':' ? value === known : undefined
  const actual = numberOf(
    name.startsWith('-webkit-') ? `-webkit-${plain.replace('-webkit-', '')}` : plain,
    screen,
  )
  if (plain === 'orientation' && typeof actual === 'number')
    return value === 'portrait' ? actual <= 1 : value === 'landscape' ? actual > 1 : undefined
  if (actual === undefined) return undefined
  if (bound !== '') return sign === ':' ? compare(actual, bound === 'min-' ? '>=' : '<=', value) : undefined
  const right = sign === undefined ? true : compare(actual, sign === ':' ? '=' : sign, value)
  const left = beforeSign === undefined ? true : compare(actual, turned.get(beforeSign) ?? '', before)
  return allOf([left, right])
}

const turned = new Map([
  ['<', '>'],
  ['>', '<'],
  ['<=', '>='],
  ['>=', '<='],
  ['=', '='],
])

function isThere(name: string, screen: Screen): Truth {
  const word = words.get(name)
  if (word !== undefined) return !noWords.has(word)
  const actual = numberOf(name, screen)
  return actual === undefined ? undefined : actual === null || actual > 0
}

/** Null for a size that the picture does not have, which is only known to be at least 0. */
function numberOf(name: string, { width, height }: Screen): number | null | undefined {
  switch (name) {
    case 'width':
    case 'device-width':
      return width
    case 'height':
    case 'device-height':
      return height
    case 'aspect-ratio':
    case 'device-aspect-ratio':
    case 'orientation':
      return width === null || height === null || height <= 0 ? null : width / height
    default:
      return numbers.get(name)
  }
}

function compare(actual: number | null, sign: string, written: string | undefined): Truth {
  const wanted = amountOf(written ?? '')
  if (wanted === null) return undefined
  if (actual === null) return sign === '>=' && wanted <= 0 ? true : undefined
  switch (sign) {
    case '<':
      return actual < wanted
    case '<=':
      return actual <= wanted
    case '>':
      return actual > wanted
    case '>=':
      return actual >= wanted
    default:
      return actual === wanted
  }
}

/** In pixels, dots per pixel, or unchanged. */
const units: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['px', 1],
  ['em', 16],
  ['rem', 16],
  ['in', 96],
  ['cm', 96 / 2.54],
  ['mm', 96 / 25.4],
  ['pt', 96 / 72],
  ['pc', 16],
  ['x', 1],
  ['dppx', 1],
  ['dpi', 1 / 96],
  ['dpcm', 2.54 / 96],
])

function amountOf(text: string): number | null {
  const ratio = /^(\d+(?:\.\d+)?)\s*\/\s*(\d+(?:\.\d+)?)$/.exec(text.trim())
  if (ratio !== null) return Number(ratio[1]) / Number(ratio[2])
  const found = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)([a-z]*)$/.exec(text.trim())
  const unit = found === null ? undefined : units.get(found[2] ?? '')
  return found === null || unit === undefined ? null : Number(found[1]) * unit
}
