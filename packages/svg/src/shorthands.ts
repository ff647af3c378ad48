import { INITIAL } from './computed.ts'
import { splitOutside } from './css-text.ts'
import { length } from './lengths.ts'
import { number } from './values.ts'

const MARKERS = ['marker-start', 'marker-mid', 'marker-end']
const FONT = [
  'font-style',
  'font-variant',
  'font-weight',
  'font-stretch',
  'font-size',
  'line-height',
  'font-family',
]

/** What a shorthand stands for; a longhand alone. */
export const longhandsOf = (name: string): readonly string[] =>
  name === 'marker' ? MARKERS : name === 'font' ? FONT : [ALIASES.get(name) ?? name]

/**
 * Properties by the names that we keep them under: `rotate` and `scale` are attributes with another meaning.
 */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['translate', 'css-translate'],
  ['rotate', 'css-rotate'],
  ['scale', 'css-scale'],
  ['mask-image', 'mask'],
  ['-webkit-mask-image', 'mask'],
  ['-webkit-mask', 'mask'],
  ['-webkit-clip-path', 'clip-path'],
  ['-webkit-filter', 'filter'],
  ['-webkit-transform', 'transform'],
  ['-webkit-transform-origin', 'transform-origin'],
])

/**
 * Splits shorthands into the properties they stand for; other declarations come back as they are. Empty where
 * the value is none.
 */
export const expandShorthand = (name: string, value: string): [string, string][] => {
  if (name === 'marker') return MARKERS.map((longhand) => [longhand, value])
  if (name === 'font') return expandFont(value)
  return [[ALIASES.get(name) ?? name, value]]
}

const WIDE = new Set(['inherit', 'initial', 'unset', 'revert', 'revert-layer'])
const STYLES = /^(?:italic|oblique)$/
const WEIGHTS = /^(?:bold|bolder|lighter|\d+(?:\.\d+)?)$/
const STRETCHES = /^(?:(?:ultra|extra|semi)-)?(?:condensed|expanded)$/
const SIZES = /^(?:(?:xx?-)?small|medium|(?:xx?-)?large|xxx-large|smaller|larger)$/
const FONT_CHARS_MAX = 2000

/**
 * CSS Fonts 4, section 2.7: `[ style || variant || weight || stretch ]? size [ / line-height ]? family`; what
 * it does not name goes back to normal. A system font, such as `caption`, is that of somebody's machine.
 */
const expandFont = (value: string): [string, string][] => {
  const lower = value.toLowerCase()
  if (WIDE.has(lower)) return FONT.map((name) => [name, lower])
  if (value.length > FONT_CHARS_MAX) return []
  const longhands = new Map(FONT.slice(0, 4).map((name) => [name, 'normal']))
  const words = splitOutside(value.replace(/\s*\/\s*/, '/').replace(/\s+/g, ' '), ' ', FONT_CHARS_MAX)
  for (const [index, word] of words.entries()) {
    const small = word.toLowerCase()
    const [size = '', height = 'normal'] = splitOutside(word, '/', 2)
    if (isFontSize(size)) {
      const family = words.slice(index + 1).join(' ')
      if (family === '') return []
      return [...longhands, ['font-size', size], ['line-height', height], ['font-family', family]]
    }
    if (small === 'normal') continue
    if (STYLES.test(small)) longhands.set('font-style', small)
    else if (small === 'small-caps') longhands.set('font-variant', small)
    else if (WEIGHTS.test(small)) longhands.set('font-weight', small)
    else if (STRETCHES.test(small)) longhands.set('font-stretch', small)
    else if (!/^-?[\d.]+deg$/.test(small)) return []
  }
  return []
}

/** A bare number is a weight, but for zero. */
const isFontSize = (word: string): boolean =>
  SIZES.test(word.toLowerCase()) ||
  (length(word, INITIAL) !== null && (number(word, INITIAL) === null || Number(word) === 0)) ||
  /^(?:calc|min|max|clamp)\(/i.test(word)
