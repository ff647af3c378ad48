import { readPlace } from './clip-shapes.ts'
import { color, opacityOf } from './colors.ts'
import { readFontSize } from './font-size.ts'
import type { Grammar } from './grammar.ts'
import { inherited, wideKeyword } from './initial-values.ts'
import { length, lengths } from './lengths.ts'
import { formatNumber } from './numbers.ts'
import { absent, clipPath, filterList, paint, type ReferenceGrammar, urlOf } from './reference-values.ts'
import { either, keyword, number, share, splitList } from './values.ts'

/** Properties that browsers support only in CSS. They are written in a style attribute. */
export const writtenAsStyle: ReadonlySet<string> = new Set([
  'mix-blend-mode',
  'isolation',
  'transform-box',
  'white-space',
  'unicode-bidi',
  'font-kerning',
])

/** Geometry that SVG 2 makes available to CSS. It applies to elements that have the attribute. */
export const geometryProperties: ReadonlySet<string> = new Set([
  'x',
  'y',
  'cx',
  'cy',
  'r',
  'rx',
  'ry',
  'width',
  'height',
  'd',
])

const familiesMax = 12

/** Font names without anything that could be a reference; names with odd characters are left out. */
const fontFamily: Grammar = (value) => {
  if (value.length > 400) return null
  const names = value
    .split(',')
    .map((name) =>
      name
        .trim()
        .replace(/^(["'])(.*)\1$/, '$2')
        .trim(),
    )
    .filter((name) => /^[\p{L}\p{N} _-]+$/u.test(name))
    .slice(0, familiesMax)
  if (names.length === 0) return null
  return names
    .map((name) => (/^[A-Za-z_-][\w-]*(?: [A-Za-z_-][\w-]*)*$/.test(name) ? name : `'${name}'`))
    .join(', ')
}

const stretches =
  `normal ultra-condensed extra-condensed condensed semi-condensed semi-expanded expanded extra-expanded
  ultra-expanded narrower wider`.split(/\s+/)
const displays = new Set(
  `inline block list-item run-in compact marker table inline-table table-row-group table-header-group
  table-footer-group table-row table-column-group table-column table-cell table-caption flex grid inline-block contents`.split(
    /\s+/,
  ),
)

/** In SVG, the value only decides whether an element is rendered. */
const display: Grammar = (value) =>
  value === 'none' || value === 'inherit' ? value : displays.has(value) ? 'inline' : null

const wordsOf =
  (...words: string[]): Grammar =>
  (value) => {
    const items = splitList(value.toLowerCase())
    return items.length > 0 && items.length <= words.length && items.every((item) => words.includes(item))
      ? items.join(' ')
      : null
  }

const decorations = new Set([
  'none',
  'underline',
  'overline',
  'line-through',
  'solid',
  'double',
  'dotted',
  'dashed',
  'wavy',
])
const decorationWordsMax = 6

const decoration: Grammar = (value, at) => {
  const written: string[] = []
  for (const item of splitList(value.toLowerCase())) {
    const shade = decorations.has(item) ? item : color(item, at)
    if (shade === null || written.length >= decorationWordsMax) return null
    written.push(opacityOf(shade).paint)
  }
  return written.length > 0 ? written.join(' ') : null
}

const dashesMax = 4096
const fontWeight = either(keyword('normal', 'bold', 'bolder', 'lighter'), number)
const spacing = either(keyword('normal'), length)
const auto = keyword('auto', 'optimizeSpeed', 'optimizeQuality')
const asItIs: Grammar = (value) => value
const fontSize: Grammar = (value, at) => {
  const units = readFontSize(value, at)
  return units === null ? null : formatNumber(units, at.decimals)
}
/** Only if no box is known. Otherwise `resolve.ts` includes it in the transform. */
const origin: Grammar = (value, at) => (readPlace(value, { box: unitBox, at }) === null ? null : value)
const unitBox = { x: 0, y: 0, width: 1, height: 1 }
const stretch: Grammar = (value, at) => (value.endsWith('%') ? number(value.slice(0, -1), at) : null)
const baselines =
  `auto baseline before-edge text-before-edge middle central after-edge text-after-edge ideographic alphabetic hanging
  mathematical use-script no-change reset-size text-bottom text-top center top bottom`.split(/\s+/)

const simple: Record<string, Grammar> = {
  'alignment-baseline': keyword(...baselines),
  'baseline-shift': either(keyword('baseline', 'sub', 'super', 'top', 'center', 'bottom'), length),
  'clip-rule': keyword('nonzero', 'evenodd'),
  color,
  'color-interpolation': keyword('auto', 'sRGB', 'linearRGB'),
  'color-interpolation-filters': keyword('auto', 'sRGB', 'linearRGB'),
  direction: keyword('ltr', 'rtl'),
  display,
  'dominant-baseline': keyword(...baselines),
  'fill-opacity': share,
  'fill-rule': keyword('nonzero', 'evenodd'),
  'flood-color': color,
  'flood-opacity': share,
  'font-family': fontFamily,
  'font-kerning': keyword('auto', 'normal', 'none'),
  'font-size': fontSize,
  'font-size-adjust': either(keyword('none'), number),
  'font-stretch': either(keyword(...stretches), stretch),
  'font-style': keyword('normal', 'italic', 'oblique'),
  'font-variant': keyword('normal', 'small-caps'),
  'font-weight': fontWeight,
  'image-rendering': either(auto, keyword('crisp-edges', 'pixelated', 'smooth', 'high-quality')),
  isolation: keyword('auto', 'isolate'),
  kerning: either(keyword('auto'), length),
  'letter-spacing': spacing,
  'lighting-color': color,
  'mask-type': keyword('luminance', 'alpha'),
  'mix-blend-mode': keyword(
    ...`normal multiply screen overlay darken lighten color-dodge color-burn hard-light soft-light difference exclusion hue saturation
    color luminosity plus-lighter`.split(/\s+/),
  ),
  opacity: share,
  overflow: keyword('visible', 'hidden', 'scroll', 'auto', 'clip'),
  'paint-order': either(keyword('normal'), wordsOf('fill', 'stroke', 'markers')),
  'pointer-events': keyword(
    'none',
    'auto',
    'all',
    'fill',
    'stroke',
    'painted',
    'visible',
    'visibleFill',
    'visibleStroke',
    'visiblePainted',
  ),
  'shape-rendering': either(auto, keyword('crispEdges', 'geometricPrecision')),
  'stop-color': color,
  'stop-opacity': share,
  'stroke-dasharray': either(keyword('none'), lengths(1, dashesMax)),
  'stroke-dashoffset': length,
  'stroke-linecap': keyword('butt', 'round', 'square'),
  'stroke-linejoin': keyword('miter', 'miter-clip', 'round', 'bevel', 'arcs'),
  'stroke-miterlimit': number,
  'stroke-opacity': share,
  'stroke-width': length,
  'text-anchor': keyword('start', 'middle', 'end'),
  'text-decoration': decoration,
  'text-orientation': keyword('mixed', 'upright', 'sideways'),
  'text-rendering': either(auto, keyword('optimizeLegibility', 'geometricPrecision')),
  'transform-box': keyword('content-box', 'border-box', 'fill-box', 'stroke-box', 'view-box'),
  'transform-origin': origin,
  'unicode-bidi': keyword('normal', 'embed', 'isolate', 'bidi-override', 'isolate-override', 'plaintext'),
  'vector-effect': keyword('none', 'non-scaling-stroke'),
  visibility: keyword('visible', 'hidden', 'collapse'),
  'white-space': keyword('normal', 'pre', 'nowrap', 'pre-wrap', 'pre-line', 'break-spaces'),
  'word-spacing': spacing,
  'writing-mode': keyword(
    'lr-tb',
    'rl-tb',
    'tb-rl',
    'lr',
    'rl',
    'tb',
    'horizontal-tb',
    'vertical-rl',
    'vertical-lr',
  ),
}

const referring: Record<string, ReferenceGrammar> = {
  fill: paint,
  stroke: paint,
  'clip-path': clipPath,
  mask: urlOf('mask'),
  filter: filterList,
  'marker-start': urlOf('marker'),
  'marker-mid': urlOf('marker'),
  'marker-end': urlOf('marker'),
}

/** Never written: `resolve.ts` and `root.ts` include them in other values. */
const resolved = [
  'line-height',
  'text-transform',
  'css-translate',
  'css-rotate',
  'css-scale',
  'background',
  'background-color',
]

/**
 * A property: its own grammar, or a keyword of every property (CSS Cascade 5, section 7.3), replaced by its
 * value.
 */
const property =
  (name: string, grammar: ReferenceGrammar): ReferenceGrammar =>
  (value, at) => {
    const found = grammar(value, at)
    if (found !== null) return found
    switch (wideKeyword(value)) {
      case undefined:
        return null
      case 'inherit':
        return inherited.has(name) ? absent : 'inherit'
      case 'initial':
        return inherited.get(name) ?? absent
      default:
        return absent
    }
  }

/**
 * The properties of SVG 2, appendix "Property index", that change a still picture, with their grammars. All
 * of them may be an attribute of any element, or be in a style attribute or a style sheet. Deliberately left
 * out: cursor and clip (references, deprecated), and all CSS that moves or sizes boxes.
 */
export const propertyGrammars: ReadonlyMap<string, ReferenceGrammar> = new Map([
  ...Object.entries({ ...simple, ...referring }).map(([name, grammar]): [string, ReferenceGrammar] => [
    name,
    property(name, grammar),
  ]),
])

/** With those that are only read. */
export const declarable: ReadonlyMap<string, ReferenceGrammar> = new Map([
  ...propertyGrammars,
  ...resolved.map((name): [string, ReferenceGrammar] => [name, asItIs]),
])
