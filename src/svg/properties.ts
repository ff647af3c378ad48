import { color } from './colors.ts'
import { filterList, paint, type ReferenceGrammar, urlOf } from './reference-values.ts'
import {
  either,
  type Grammar,
  keyword,
  length,
  lengths,
  number,
  numberOrPercentage,
  origin,
  property,
  splitList,
} from './values.ts'

/** Properties that browsers know in CSS only, so that they are written as a style attribute. */
export const STYLE_ONLY: ReadonlySet<string> = new Set([
  'mix-blend-mode',
  'isolation',
  'transform-box',
  'white-space',
  'unicode-bidi',
  'font-kerning',
])

/** Geometry that SVG 2 makes available to CSS; it applies where the element has the attribute. */
export const GEOMETRY_PROPERTIES: ReadonlySet<string> = new Set([
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

const FAMILIES_MAX = 12

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
    .slice(0, FAMILIES_MAX)
  if (names.length === 0) return null
  return names
    .map((name) => (/^[A-Za-z_-][\w-]*(?: [A-Za-z_-][\w-]*)*$/.test(name) ? name : `'${name}'`))
    .join(', ')
}

const FONT_WORDS = keyword(
  'xx-small',
  'x-small',
  'small',
  'medium',
  'large',
  'x-large',
  'xx-large',
  'smaller',
  'larger',
)
const STRETCHES =
  `normal ultra-condensed extra-condensed condensed semi-condensed semi-expanded expanded extra-expanded
  ultra-expanded narrower wider`.split(/\s+/)
const DISPLAYS = new Set(
  `inline block list-item run-in compact marker table inline-table table-row-group table-header-group
  table-footer-group table-row table-column-group table-column table-cell table-caption flex grid inline-block contents`.split(
    /\s+/,
  ),
)

/** Whatever a box would do elsewhere, in SVG an element is either rendered or not. */
const display: Grammar = (value) =>
  value === 'none' || value === 'inherit' ? value : DISPLAYS.has(value) ? 'inline' : null

const wordsOf =
  (...words: string[]): Grammar =>
  (value) => {
    const items = splitList(value)
    return items.length > 0 && items.length <= words.length && items.every((item) => words.includes(item))
      ? value
      : null
  }

const decoration: Grammar = (value) => {
  const items = splitList(value)
  const lines = new Set([
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
  return items.length > 0 &&
    items.length <= 6 &&
    items.every((item) => lines.has(item) || color(item) !== null)
    ? value
    : null
}

const DASHES_MAX = 256
const fontSize = either(length, FONT_WORDS)
const fontWeight = either(keyword('normal', 'bold', 'bolder', 'lighter'), number)
const spacing = either(keyword('normal'), length)
const auto = keyword('auto', 'optimizeSpeed', 'optimizespeed', 'optimizeQuality', 'optimizequality')
const baselines =
  `auto baseline before-edge text-before-edge middle central after-edge text-after-edge ideographic alphabetic hanging
  mathematical use-script no-change reset-size text-bottom text-top center top bottom`.split(/\s+/)

const SIMPLE: Record<string, Grammar> = {
  'alignment-baseline': keyword(...baselines),
  'baseline-shift': either(keyword('baseline', 'sub', 'super', 'top', 'center', 'bottom'), length),
  'clip-rule': keyword('nonzero', 'evenodd'),
  color,
  'color-interpolation': keyword('auto', 'srgb', 'linearrgb'),
  'color-interpolation-filters': keyword('auto', 'srgb', 'linearrgb'),
  direction: keyword('ltr', 'rtl'),
  display,
  'dominant-baseline': keyword(...baselines),
  'fill-opacity': numberOrPercentage,
  'fill-rule': keyword('nonzero', 'evenodd'),
  'flood-color': color,
  'flood-opacity': numberOrPercentage,
  'font-family': fontFamily,
  'font-kerning': keyword('auto', 'normal', 'none'),
  'font-size': fontSize,
  'font-size-adjust': either(keyword('none'), number),
  'font-stretch': either(keyword(...STRETCHES), numberOrPercentage),
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
  opacity: numberOrPercentage,
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
    'visiblefill',
    'visiblestroke',
    'visiblepainted',
  ),
  'shape-rendering': either(auto, keyword('crispedges', 'geometricprecision')),
  'stop-color': color,
  'stop-opacity': numberOrPercentage,
  'stroke-dasharray': either(keyword('none'), lengths(1, DASHES_MAX)),
  'stroke-dashoffset': length,
  'stroke-linecap': keyword('butt', 'round', 'square'),
  'stroke-linejoin': keyword('miter', 'miter-clip', 'round', 'bevel', 'arcs'),
  'stroke-miterlimit': number,
  'stroke-opacity': numberOrPercentage,
  'stroke-width': length,
  'text-anchor': keyword('start', 'middle', 'end'),
  'text-decoration': decoration,
  'text-orientation': keyword('mixed', 'upright', 'sideways'),
  'text-rendering': either(auto, keyword('optimizelegibility', 'geometricprecision')),
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

const REFERRING: Record<string, ReferenceGrammar> = {
  fill: paint,
  stroke: paint,
  'clip-path': urlOf('clip'),
  mask: urlOf('mask'),
  filter: filterList,
  'marker-start': urlOf('marker'),
  'marker-mid': urlOf('marker'),
  'marker-end': urlOf('marker'),
}

/**
 * The properties of SVG 2, appendix "Property index", that change a still picture, with their grammars. All of them may stand as an
 * attribute on any element, in a style attribute and in a style sheet.
 * Left out on purpose: cursor and clip (references, deprecated), everything of CSS that moves or sizes boxes.
 */
export const PROPERTIES: ReadonlyMap<string, ReferenceGrammar> = new Map([
  ...Object.entries(SIMPLE).map(([name, grammar]): [string, ReferenceGrammar] => [name, property(grammar)]),
  ...Object.entries(REFERRING),
])
