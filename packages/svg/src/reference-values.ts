import { isClipShape } from './clip-shapes.ts'
import { color, functionalColor, opacityOf } from './colors.ts'
import type { Computed } from './computed.ts'
import { readLength } from './lengths.ts'
import { formatNumber } from './numbers.ts'
import { angle, keyword, share } from './values.ts'

/** The purpose of a reference, which decides its possible targets and the effect of a missing target. */
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
  /** Used if the target is missing; null drops the attribute. */
  fallback: string | null
}

/**
 * The result of a value grammar with references: `EXTERNAL` for a reference that leaves the document,
 * `ABSENT` for a value that has the same effect as leaving the attribute out.
 */
export type ReferenceGrammar = (
  value: string,
  at: Computed,
) => string | ReferenceValue | null | typeof external | typeof absent

export const external = Symbol('external')
export const absent = Symbol('absent')

const paintWords = keyword('none', 'context-fill', 'context-stroke')
const none = keyword('none')

/**
 * `<paint>`: a colour as `color` writes it, a keyword, or `url(#id)` with a fallback for a missing target.
 */
export const paint: ReferenceGrammar = (value, at) => {
  if (!startsWithUrl(value)) return color(withoutIccColor(value), at) ?? paintWords(value, at)
  const url = readUrl(value, 0)
  if (url === null) return null
  const rest = withoutIccColor(value.slice(url.end).trim())
  const shade = rest === '' ? null : color(rest, at)
  const fallback = shade === null ? (paintWords(rest, at) ?? 'none') : opacityOf(shade).paint
  if (url.id === null) return external
  return { kind: 'paint', pieces: ['', url.id, rest === '' ? '' : ` ${fallback}`], fallback }
}

/** `none` or one `url(#id)`. */
export const urlOf =
  (kind: ReferenceKind): ReferenceGrammar =>
  (value, at) => {
    if (!startsWithUrl(value)) return none(value, at)
    const url = readUrl(value, 0)
    if (url === null || !layerWords.test(value.slice(url.end))) return null
    return url.id === null ? external : { kind, pieces: ['', url.id, ''], fallback: null }
  }

/**
 * Keywords that may follow the address in the shorthands of CSS Masking and have no effect on an element of
 * SVG.
 */
const layerWords =
  /^(?:\s+(?:fill-box|stroke-box|view-box|border-box|content-box|padding-box|no-repeat|match-source|add))*$/

const clipReference = urlOf('clip')

/** A reference, or a basic shape, which `clip-shapes.ts` turns into one. */
export const clipPath: ReferenceGrammar = (value, at) =>
  isClipShape(value) ? value : clipReference(value, at)

/** `href="#id"`; anything else leaves the document. */
export const hrefOf =
  (kind: ReferenceKind): ReferenceGrammar =>
  (value) => {
    const id = readFragment(value)
    return id === null ? external : { kind, pieces: ['', id, ''], fallback: null }
  }

const filterBlurMax = 1000

/** The `filter` property: a list of `url(#id)` and filter functions. */
export const filterList: ReferenceGrammar = (value, at) => {
  if (value === 'none') return value
  const pieces = ['']
  let i = 0
  for (let functions = 0; i < value.length; functions++) {
    if (functions >= filterFunctionsMax) return null
    if (startsWithUrl(value, i)) {
      const url = readUrl(value, i)
      if (url === null) return null
      if (url.id === null) return external
      pieces.push(url.id, ' ')
      i = url.end
    } else {
      const end = closingParenthesis(value, i)
      const written = end < 0 ? null : writeFilterFunction(value.slice(i, end), at)
      if (written === null) return none(value, at)
      pieces[pieces.length - 1] += `${written} `
      i = end
    }
    while (value[i] === ' ') i++
  }
  pieces[pieces.length - 1] = (pieces[pieces.length - 1] ?? '').trimEnd()
  if (pieces.length === 1) return pieces[0] || null
  return { kind: 'filter', pieces, fallback: null }
}

const filterFunctionsMax = 10
const amountFunctions = new Set([
  'brightness',
  'contrast',
  'grayscale',
  'invert',
  'opacity',
  'saturate',
  'sepia',
])

/** A function of Filter Effects 1, section 6.1, with its lengths in px and its angle in degrees. */
function writeFilterFunction(text: string, at: Computed): string | null {
  const open = text.indexOf('(')
  const name = text.slice(0, open).trim().toLowerCase()
  const body = text.slice(open + 1, -1).trim()
  const written =
    name === 'drop-shadow'
      ? writeShadow(body, at)
      : body === ''
        ? ''
        : amountFunctions.has(name)
          ? share(body, at)
          : name === 'hue-rotate'
            ? withUnit(angle(body, at), 'deg')
            : name === 'blur'
              ? blurOf(body, at)
              : null
  const known =
    amountFunctions.has(name) || name === 'hue-rotate' || name === 'blur' || name === 'drop-shadow'
  return known && written !== null ? `${name}(${written})` : null
}

const withUnit = (written: string | null, unit: string): string | null =>
  written === null ? null : written + unit

function blurOf(text: string, at: Computed): string | null {
  const units = readLength(text, 0, at)
  return units === null || units > filterBlurMax ? null : `${formatNumber(units, at.decimals)}px`
}

const shadowCharsMax = 400

function writeShadow(text: string, at: Computed): string | null {
  if (text.length > shadowCharsMax) return null
  const body = text.replace(/\s+/g, ' ')
  const sizes: string[] = []
  let shade: string | null = null
  for (let i = 0; i < body.length; ) {
    let end = i
    let depth = 0
    while (end < body.length && (depth > 0 || body[end] !== ' ')) {
      if (body[end] === '(') depth++
      else if (body[end] === ')') depth--
      end++
    }
    const word = body.slice(i, end)
    const size = blurOf(word, at)
    const paintOfWord = size === null ? color(word, at) : null
    if (size !== null) sizes.push(size)
    else if (paintOfWord === null || shade !== null) return null
    else shade = paintOfWord
    i = end
    while (body[i] === ' ') i++
  }
  if (sizes.length < 2 || sizes.length > 3) return null
  return [...sizes, ...(shade === null ? [] : [functionalColor(shade)])].join(' ')
}

/** The id of `#id`, plain or percent-encoded; null for everything else. */
function readFragment(href: string): string | null {
  if (href.charCodeAt(0) !== 35 || href.length < 2) return null
  const id = href.slice(1)
  if (!id.includes('%')) return id
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}

const startsWithUrl = (value: string, at = 0): boolean =>
  (value.charCodeAt(at) | 32) === letterU && value.slice(at, at + 4).toLowerCase() === 'url('

const letterU = 117

/** Reads `url(...)` at `at`: its end, and its local id (null if it leads elsewhere). */
function readUrl(value: string, at: number): { id: string | null; end: number } | null {
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

function closingParenthesis(value: string, from: number): number {
  let depth = 0
  for (let i = from; i < value.length; i++) {
    if (value[i] === '(') depth++
    else if (value[i] === ')' && --depth <= 0) return i + 1
  }
  return -1
}

function withoutIccColor(value: string): string {
  // Most colours are too short for it.
  const at = value.length > iccColor.length ? value.indexOf(iccColor) : -1
  return at > 0 ? value.slice(0, at).trim() : value
}

const iccColor = ' icc-color('
