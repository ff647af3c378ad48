import { INITIAL } from './computed.ts'
import { length } from './lengths.ts'
import { number } from './values.ts'

/** A property's value in CSS spelling as the attribute would write it; null where it means nothing to us. */
export const cssValue = (name: string, value: string): string | null => {
  if (name === 'd') return /^path\(\s*(["'])([^"']*)\1\s*\)$/.exec(value)?.[2] ?? null
  return value
}

/** Properties by the names that we keep them under: `rotate` and `scale` are attributes with another meaning. */
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

/** Splits shorthands into the properties they stand for; other declarations come back as they are. */
export const expandShorthand = (name: string, value: string): [string, string][] => {
  if (name === 'marker')
    return ['marker-start', 'marker-mid', 'marker-end'].map((longhand) => [longhand, value])
  if (name === 'font') return expandFont(value)
  const alias = ALIASES.get(name)
  if (alias !== undefined) return [[alias, value]]
  return [[name, value]]
}

/** `font: [style variant weight stretch] size[/line-height] family`; what it does not name goes back to normal. */
const expandFont = (value: string): [string, string][] => {
  const found: [string, string][] = ['font-style', 'font-variant', 'font-weight', 'font-stretch'].map(
    (name) => [name, 'normal'],
  )
  const words = value.trim().split(/\s+/)
  for (const [index, word] of words.entries()) {
    const size = word.split('/')[0] ?? ''
    if (/^[\d.]/.test(word) && length(size, INITIAL) !== null && number(size, INITIAL) === null) {
      const family = words.slice(index + 1).join(' ')
      return family === '' ? [] : [...found, ['font-size', size], ['font-family', family]]
    }
    if (word === 'italic' || word === 'oblique') found.push(['font-style', word])
    else if (word === 'small-caps') found.push(['font-variant', word])
    else if (/^(?:bold|bolder|lighter|[1-9]00)$/.test(word)) found.push(['font-weight', word])
    else if (word !== 'normal') return []
  }
  return []
}
