import { color } from './colors.ts'
import { keyword, length, number, splitList, transform } from './values.ts'

/** What a reference is for, which decides what it may point at and what happens when it points at nothing. */
export type ReferenceKind =
  | 'paint'
  | 'clip'
  | 'mask'
  | 'filter'
  | 'marker'
  | 'use'
  | 'gradient-template'
  | 'pattern-template'
  | 'text-path'

/** A value with local references in it: text at even indexes, ids of the source at odd ones. */
export interface ReferenceValue {
  kind: ReferenceKind
  pieces: string[]
  /** Stands in where the target is missing; null drops the attribute. */
  fallback: string | null
}

/** What a value grammar with references answers; `external` marks a reference that leaves the document. */
export type ReferenceGrammar = (value: string) => string | ReferenceValue | null | typeof EXTERNAL

export const EXTERNAL = Symbol('external')

const PAINT_WORDS = keyword('none', 'context-fill', 'context-stroke', 'inherit', 'initial', 'unset')

/** `<paint>`: a colour, a keyword, or `url(#id)` with what to use when the target is missing. */
export const paint: ReferenceGrammar = (value) => {
  if (!startsWithUrl(value)) return color(withoutIccColor(value)) ?? PAINT_WORDS(value)
  const url = readUrl(value, 0)
  if (url === null) return null
  const rest = withoutIccColor(value.slice(url.end).trim())
  const fallback = rest === '' ? 'none' : (color(rest) ?? PAINT_WORDS(rest) ?? 'none')
  if (url.id === null) return EXTERNAL
  return { kind: 'paint', pieces: ['', url.id, rest === '' ? '' : ` ${fallback}`], fallback }
}

/** `none` or one `url(#id)`. */
export const urlOf =
  (kind: ReferenceKind): ReferenceGrammar =>
  (value) => {
    if (!startsWithUrl(value)) return keyword('none', 'inherit', 'initial', 'unset')(value)
    const url = readUrl(value, 0)
    if (url === null || url.end !== value.length) return null
    return url.id === null ? EXTERNAL : { kind, pieces: ['', url.id, ''], fallback: null }
  }

/** `href="#id"`; anything else leaves the document. */
export const hrefOf =
  (kind: ReferenceKind): ReferenceGrammar =>
  (value) => {
    const id = readFragment(value)
    return id === null ? EXTERNAL : { kind, pieces: ['', id, ''], fallback: null }
  }

const FILTER_BLUR_MAX = 1000

/** The `filter` property: a list of `url(#id)` and filter functions. */
export const filterList: ReferenceGrammar = (value) => {
  const word = keyword('none', 'inherit', 'initial', 'unset')(value)
  if (word !== null) return word
  const pieces = ['']
  let i = 0
  for (let functions = 0; i < value.length; functions++) {
    if (functions >= FILTER_FUNCTIONS_MAX) return null
    if (startsWithUrl(value, i)) {
      const url = readUrl(value, i)
      if (url === null) return null
      if (url.id === null) return EXTERNAL
      pieces.push(url.id, ' ')
      i = url.end
    } else {
      const end = closingParenthesis(value, i)
      const text = value.slice(i, end)
      if (end < 0 || !isFilterFunction(text)) return null
      pieces[pieces.length - 1] += `${text} `
      i = end
    }
    while (value[i] === ' ') i++
  }
  pieces[pieces.length - 1] = (pieces[pieces.length - 1] ?? '').trimEnd()
  if (pieces.length === 1) return pieces[0] || null
  return { kind: 'filter', pieces, fallback: null }
}

const FILTER_FUNCTIONS_MAX = 10
const AMOUNT_FUNCTIONS = new Set([
  'brightness',
  'contrast',
  'grayscale',
  'invert',
  'opacity',
  'saturate',
  'sepia',
])

const isFilterFunction = (text: string): boolean => {
  const open = text.indexOf('(')
  const name = text.slice(0, open).trim().toLowerCase()
  const body = text.slice(open + 1, -1).trim()
  if (AMOUNT_FUNCTIONS.has(name))
    return body === '' || number(body) !== null || (body.endsWith('%') && number(body.slice(0, -1)) !== null)
  if (name === 'hue-rotate') return body === '' || number(body.replace(/(?:deg|rad|grad|turn)$/, '')) !== null
  if (name === 'blur') return body === '' || isBlurLength(body)
  return name === 'drop-shadow' && isShadow(body)
}

const isBlurLength = (text: string): boolean =>
  length(text) !== null && Number.parseFloat(text) <= FILTER_BLUR_MAX

const SHADOW_CHARS_MAX = 400

const isShadow = (body: string): boolean => {
  if (body.length > SHADOW_CHARS_MAX) return false
  const open = body.indexOf('(')
  const start = open < 0 ? 0 : body.lastIndexOf(' ', open) + 1
  const shade = open < 0 ? '' : body.slice(start, body.indexOf(')', open) + 1)
  const words = splitList(shade === '' ? body : body.replace(shade, ' ').trim())
  const sizes = words.filter((word) => isBlurLength(word))
  const colors = words.filter((word) => !isBlurLength(word))
  if (shade !== '') colors.push(shade)
  return (
    sizes.length >= 2 &&
    sizes.length <= 3 &&
    colors.length <= 1 &&
    colors.every((word) => color(word) !== null)
  )
}

/** CSS `transform` as the attribute writes it: lengths in px and angles in degrees lose their units. */
export const cssTransform = (value: string): string | null =>
  transform(
    value
      .replace(/(\d|\.)(?:px|deg)\b/g, '$1')
      .replace(/translateX\(([^(),]*)\)/g, 'translate($1 0)')
      .replace(/translateY\(([^(),]*)\)/g, 'translate(0 $1)')
      .replace(/scaleX\(([^(),]*)\)/g, 'scale($1 1)')
      .replace(/scaleY\(([^(),]*)\)/g, 'scale(1 $1)'),
  )

/** The id of `#id`, plain or percent-encoded; null for everything else. */
export const readFragment = (href: string): string | null => {
  if (href.charCodeAt(0) !== 35 || href.length < 2) return null
  const id = href.slice(1)
  if (!id.includes('%')) return id
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}

const startsWithUrl = (value: string, at = 0): boolean => value.slice(at, at + 4).toLowerCase() === 'url('

/** Reads `url(...)` at `at`: where it ends, and its local id (null if it points elsewhere). */
const readUrl = (value: string, at: number): { id: string | null; end: number } | null => {
  const open = at + 4
  const first = value.slice(open).trimStart()[0]
  const quoted = first === '"' || first === "'"
  const closeQuote = quoted ? value.indexOf(first, value.indexOf(first, open) + 1) : open
  const close = closeQuote < 0 ? -1 : value.indexOf(')', closeQuote)
  if (close < 0) return null
  const inside = value.slice(open, close).trim()
  const target = quoted ? inside.slice(1, -1) : inside
  if (quoted && inside.at(-1) !== first) return null
  return { id: readFragment(target.trim()), end: close + 1 }
}

const closingParenthesis = (value: string, from: number): number => {
  let depth = 0
  for (let i = from; i < value.length; i++) {
    if (value[i] === '(') depth++
    else if (value[i] === ')' && --depth <= 0) return i + 1
  }
  return -1
}

const withoutIccColor = (value: string): string => {
  const at = value.indexOf(' icc-color(')
  return at > 0 ? value.slice(0, at).trim() : value
}
