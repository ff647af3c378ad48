import { initial } from './computed.ts'
import { splitOutside } from './css-text.ts'
import { length } from './lengths.ts'
import { number } from './values.ts'

const markers = ['marker-start', 'marker-mid', 'marker-end']
const font = [
  'font-style',
  'font-variant',
  'font-weight',
  'font-stretch',
  'font-size',
  'line-height',
  'font-family',
]

/** The longhands of a shorthand; for a longhand, only itself. */
export const longhandsOf = (name: string): readonly string[] =>
  name === 'marker' ? markers : name === 'font' ? font : [aliases.get(name) ?? name]

/** Our internal names of properties: `rotate` and `scale` are also attributes with another meaning. */
const aliases: ReadonlyMap<string, string> = new Map([
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
 * Splits shorthands into their longhands; other declarations are returned unchanged. Empty if the value is
 * invalid.
 */
export function expandShorthand(name: string, value: string): [string, string][] {
  if (name === 'marker') return markers.map((longhand) => [longhand, value])
  if (name === 'font') return expandFont(value)
  return [[aliases.get(name) ?? name, value]]
}

const wide = new Set(['inherit', 'initial', 'unset', 'revert', 'revert-layer'])
const styles = /^(?:italic|oblique)$/
const weights = /^(?:bold|bolder|lighter|\d+(?:\.\d+)?)$/
const stretches = /^(?:(?:ultra|extra|semi)-)?(?:condensed|expanded)$/
const sizes = /^(?:(?:xx?-)?small|medium|(?:xx?-)?large|xxx-large|smaller|larger)$/
const fontCharsMax = 2000

/**
 * CSS Fonts 4, section 2.7: `[ style || variant || weight || stretch ]? size [ / line-height ]? family`; what
 * it does not name becomes `normal`. System fonts, such as `caption`, are not supported, because they depend
 * on the viewer's machine.
 */
function expandFont(value: string): [string, string][] {
  const lower = value.toLowerCase()
  if (wide.has(lower)) return font.map((name) => [name, lower])
  if (value.length > fontCharsMax) return []
  const longhands = new Map(font.slice(0, 4).map((name) => [name, 'normal']))
  const words = splitOutside(value.replace(/\s*\/\s*/, '/').replace(/\s+/g, ' '), ' ', fontCharsMax)
  for (const [index, word] of words.entries()) {
    const small = word.toLowerCase()
    const [size = '', height = 'normal'] = splitOutside(word, '/', 2)
    if (isFontSize(size)) {
      const family = words.slice(index + 1).join(' ')
      if (family === '') return []
      return [...longhands, ['font-size', size], ['line-height', height], ['font-family', family]]
    }
    if (small === 'normal') continue
    if (styles.test(small)) longhands.set('font-style', small)
    else if (small === 'small-caps') longhands.set('font-variant', small)
    else if (weights.test(small)) longhands.set('font-weight', small)
    else if (stretches.test(small)) longhands.set('font-stretch', small)
    else if (!/^-?[\d.]+deg$/.test(small)) return []
  }
  return []
}

/** A plain number is a weight, except zero. */
const isFontSize = (word: string): boolean =>
  sizes.test(word.toLowerCase()) ||
  (length(word, initial) !== null && (number(word, initial) === null || Number(word) === 0)) ||
  /^(?:calc|min|max|clamp)\(/i.test(word)
