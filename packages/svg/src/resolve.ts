import { Trait } from './attribute-traits.ts'
import type { Attributes } from './attributes.ts'
import { readPlace } from './clip-shapes.ts'
import { type Computed, copyComputed, decimalsFor, initial } from './computed.ts'
import type { ElementRule } from './elements.ts'
import { readFontSize } from './font-size.ts'
import { wideKeyword } from './initial-values.ts'
import { readLength, unitsOf, wholeOf } from './lengths.ts'
import { growthOf, identity, type Matrix, multiply, translation } from './matrix.ts'
import { formatNumber, scanNumber } from './numbers.ts'
import type { Transform } from './plain-transforms.ts'
import { type ReferenceBox, readTransform, writeMatrix } from './transforms.ts'
import { readViewBox } from './values.ts'

/**
 * The values of an element that are resolved before the others, because the others depend on them: font size,
 * line height, and transforms. Attributes that were read here are removed from `attributes`, unless they are
 * written.
 */
export interface Resolution {
  /** The context for the element's other values, and what its children inherit. */
  own: Computed
  /** A transform that needs the element's box, which is known only after its children are read. */
  pending: PendingTransform | null
  /** Names of properties with invalid values. */
  refused: string[]
}

export interface PendingTransform {
  /** Adds the transform to the attributes of the element; `box` is null if it is unknown. */
  finish(attributes: Attributes, box: ReferenceBox | null): void
}

export function resolveElement(rule: ElementRule, attributes: Attributes, inherited: Computed): Resolution {
  const refused: string[] = []
  const own = (attributes.traits & Trait.text) === 0 ? inherited : resolveFont(attributes, inherited, refused)
  if ((attributes.traits & Trait.background) !== 0) {
    attributes.delete('background')
    attributes.delete('background-color')
  }
  if ((attributes.traits & (Trait.transform | Trait.movement)) === 0) return { own, pending: null, refused }
  return resolveTransform(rule, attributes, own, refused)
}

/** The assumed scale of elements that are drawn by references, at an unknown size. */
const unknownScale = 1000
const fineDecimals = 6

/**
 * Increases the precision for elements that are drawn elsewhere, perhaps larger, and for shares of a box and
 * filters, which are small numbers.
 */
export function refine({ role, isFine }: ElementRule, own: Computed, isReused: boolean): Computed {
  const enters = !own.inDefinition && (role === 'resource' || isReused)
  if (!enters && !isFine) return own
  const scale = enters ? own.scale * unknownScale : own.scale
  const decimals = enters ? decimalsFor(own.side, scale) : own.decimals
  const fine = isFine ? Math.max(decimals, fineDecimals) : decimals
  if (!enters && fine === decimals) return own
  const refined = withScale(own, scale, fine)
  refined.inDefinition ||= enters
  return refined
}

function resolveFont(attributes: Attributes, inherited: Computed, refused: string[]): Computed {
  const own = copyComputed(inherited)
  // Attributes that are written keep their position, because their order is part of the canonical form.
  const size = attributes.get('font-size')?.trim()
  if (size !== undefined) {
    const units = readFontSize(size, inherited)
    if (units === null) {
      refused.push('font-size')
      attributes.delete('font-size')
    } else {
      own.fontSize = units
      own.hasFontSize = true
      attributes.set('font-size', formatNumber(units, own.decimals))
    }
  }
  const height = take(attributes, 'line-height')
  if (height !== undefined) own.lineHeight = readLineHeight(height, own) ?? own.lineHeight
  const transform = take(attributes, 'text-transform')
  if (transform !== undefined) own.textTransform = textTransformOf(transform) ?? own.textTransform
  return own
}

function take(attributes: Attributes, name: string): string | undefined {
  const value = attributes.get(name)
  if (value !== undefined) attributes.delete(name)
  return value?.trim()
}

function readLineHeight(value: string, own: Computed): number | null {
  if (value === 'normal' || value === 'initial') return initial.lineHeight
  if (scanNumber(value, 0) === value.length) return Number(value)
  const units = readLength(value, own.fontSize, own)
  return units === null || own.fontSize === 0 ? null : units / own.fontSize
}

function textTransformOf(value: string): string | null {
  const word = value.toLowerCase()
  if (word === 'initial') return 'none'
  return /^(?:none|uppercase|lowercase|capitalize)$/.test(word) ? word : null
}

/** A text as `text-transform` shows it (CSS Text 3, section 2.1). */
export function transformText(text: string, transform: string): string {
  if (transform === 'uppercase') return text.toUpperCase()
  if (transform === 'lowercase') return text.toLowerCase()
  return transform === 'capitalize'
    ? text.replace(/(?<![\p{L}\p{N}])\p{L}/gu, (letter) => letter.toUpperCase())
    : text
}

/**
 * The individual properties, in the order in which they apply (CSS Transforms 2, section 4), as functions.
 */
const individual: readonly [property: string, name: string][] = [
  ['css-translate', 'translate'],
  ['css-rotate', 'rotate'],
  ['css-scale', 'scale'],
]

function resolveTransform(
  rule: ElementRule,
  attributes: Attributes,
  outer: Computed,
  refused: string[],
): Resolution {
  const { value, origin, boxWord } = takeTransform(attributes)
  if (value === '') {
    attributes.delete('transform')
    return { own: outer, pending: null, refused }
  }
  const view = { x: 0, y: 0, width: outer.viewportWidth, height: outer.viewportHeight }
  const transform = rule.attributes.has('transform') ? readTransform(value, outer, view) : null
  if (transform === null) {
    refused.push('transform')
    attributes.delete('transform')
    return { own: outer, pending: null, refused }
  }
  const own = grown(outer, growthOf(transform.matrix) || 1)
  if (
    boxWord !== undefined &&
    ownBox.has(boxWord.toLowerCase()) &&
    (origin !== undefined || needsBox(transform, value))
  ) {
    const at = withScale(own, own.scale, outer.decimals)
    return { own, pending: pendingTransform(value, transform, origin ?? '0 0', at), refused }
  }
  const place = origin === undefined ? null : readPlace(origin, { box: view, at: own })
  setTransform(attributes, transform, place, outer.decimals)
  return { own, pending: null, refused }
}

/** The context inside of a transform. Most of them change neither its scale nor its precision. */
function grown(outer: Computed, growth: number): Computed {
  const scale = outer.scale * growth
  const decimals = decimalsFor(outer.side, scale)
  return scale === outer.scale && decimals === outer.decimals ? outer : withScale(outer, scale, decimals)
}

function withScale(from: Computed, scale: number, decimals: number): Computed {
  const own = copyComputed(from)
  own.scale = scale
  own.decimals = decimals
  return own
}

/**
 * All transforms of an element as one list of functions, with the point and the box to which they refer.
 * `transform` keeps its position.
 */
export function takeTransform(attributes: Attributes): {
  value: string
  origin: string | undefined
  boxWord: string | undefined
} {
  const written = attributes.get('transform')?.trim()
  if ((attributes.traits & Trait.movement) === 0)
    return { value: isTransform(written) ? written : '', origin: undefined, boxWord: undefined }
  let value = ''
  for (const [property, name] of individual) {
    const single = take(attributes, property)
    if (single !== undefined) value += `${functionOf(name, single)} `
  }
  if (isTransform(written)) value += written
  value = value.trim()
  return { value, origin: take(attributes, 'transform-origin'), boxWord: take(attributes, 'transform-box') }
}

const isTransform = (written: string | undefined): written is string =>
  written !== undefined && written !== 'none' && wideKeyword(written) === undefined

const ownBox = new Set(['fill-box', 'stroke-box', 'content-box', 'border-box'])

/** A translation by plain lengths is the same about any point. */
const needsBox = ({ matrix: [a, b, c, d] }: Transform, value: string): boolean =>
  a !== 1 || b !== 0 || c !== 0 || d !== 1 || value.includes('%')

function functionOf(name: string, value: string): string {
  if (value === 'none' || wideKeyword(value) !== undefined) return ''
  // "z 45deg" turns about the axis towards the viewer, as a plain angle does.
  const items = (name === 'rotate' ? value.replace(/^(?:z|0 0 1)\s+|\s+z$/, '') : value).replace(
    /\s+(?![^()]*\))/g,
    ',',
  )
  return `${name}(${name === 'translate' ? items.split(',').slice(0, 2).join(',') : items})`
}

const pendingTransform = (
  value: string,
  unplaced: Transform,
  origin: string,
  at: Computed,
): PendingTransform => ({
  finish(attributes, box) {
    if (box === null) {
      keepForBrowsers(attributes, unplaced, origin, at)
      return
    }
    const transform = readTransform(value, at, box)
    const place = readPlace(origin, { box, at })
    if (transform === null || place === null) {
      attributes.delete('transform')
      return
    }
    setTransform(attributes, transform, [box.x + place[0], box.y + place[1]], at.decimals)
  },
})

/**
 * The box of a text is unknown without its font. Browsers compute it; other renderers draw the text as if it
 * had none.
 */
function keepForBrowsers(attributes: Attributes, transform: Transform, origin: string, at: Computed): void {
  const place = readPlace(origin, { box: { x: 0, y: 0, width: 1, height: 1 }, at })
  const other = readPlace(origin, { box: { x: 0, y: 0, width: 2, height: 2 }, at })
  if (place === null || other === null) {
    attributes.delete('transform')
    return
  }
  const words = place.map((units, axis) => {
    const share = (other[axis] ?? 0) - units
    return share === 0 ? `${formatNumber(units, at.decimals)}px` : `${formatNumber(share * 100, 4)}%`
  })
  attributes.set('transform', transform.text)
  attributes.set('transform-origin', words.join(' '))
  attributes.set('transform-box', 'fill-box')
}

/** Writes a transform that applies about a point; null is the origin of the user space. */
function setTransform(
  attributes: Attributes,
  { text, matrix }: Transform,
  about: readonly [number, number] | null,
  decimals: number,
): void {
  if (text === '') {
    attributes.delete('transform')
    return
  }
  const [x, y] = about ?? [0, 0]
  attributes.set('transform', x === 0 && y === 0 ? text : turnedAbout(text, matrix, x, y, decimals))
}

const oneRotation = /^rotate\(([^ ()]+)\)$/

function turnedAbout(text: string, matrix: Matrix, x: number, y: number, decimals: number): string {
  const angle = oneRotation.exec(text)?.[1]
  if (angle !== undefined) return `rotate(${angle} ${formatNumber(x, decimals)} ${formatNumber(y, decimals)})`
  return writeMatrix(aboutPoint(matrix, x, y), decimals)
}

export const aboutPoint = (matrix: Matrix, x: number, y: number): Matrix =>
  multiply(multiply(multiply(identity, translation(x, y)), matrix), translation(-x, -y))

/**
 * The context for the children of an element: percentages in a new viewport refer to its view box, or to its
 * size.
 *
 * @param attributes as they are written.
 */
export function enterViewport(name: string, attributes: Attributes, own: Computed): Computed {
  const box = readViewBox(attributes.get('viewBox') ?? '')
  const sides = name === 'svg'
  const width = sideOf(attributes.get('width'), 'x', own)
  const height = sideOf(attributes.get('height'), 'y', own)
  const scale = own.scale * (box !== null && sides ? Math.max(width / box[2], height / box[3]) || 1 : 1)
  const inner = withScale(own, scale, decimalsFor(own.side, scale))
  inner.viewportWidth = box?.[2] ?? (sides ? width : own.viewportWidth)
  inner.viewportHeight = box?.[3] ?? (sides ? height : own.viewportHeight)
  return inner
}

const sideOf = (written: string | undefined, axis: 'x' | 'y', own: Computed): number =>
  written === undefined || written === 'auto' ? wholeOf(axis, own) : unitsOf(written, axis, own)
