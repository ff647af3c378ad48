import { Attributes } from './attributes.ts'
import { readPlace } from './clip-shapes.ts'
import { color, opacityOf } from './colors.ts'
import { type Computed, copyComputed, decimalsFor, initial, initialFontSize } from './computed.ts'
import { ruleOf } from './elements.ts'
import { readFontSize } from './font-size.ts'
import { readLength } from './lengths.ts'
import { type Matrix, multiply } from './matrix.ts'
import { formatNumber } from './numbers.ts'
import { isEmptyGroup, newElement, type PictureElement } from './picture.ts'
import type { NoteBook } from './report.ts'
import { aboutPoint, resolveElement, takeTransform } from './resolve.ts'
import { readTransform, writeMatrix } from './transforms.ts'
import { readViewBox, splitList, type ViewBox } from './values.ts'

/** The data of the outermost svg that is known before its content is read. */
export interface ResolvedRoot {
  viewBox: ViewBox
  /** The context for its content. */
  computed: Computed
  /** As `color` wrote it; null for a transparent background. */
  background: string | null
  /** The transform of its content, in user units; empty if there is none. */
  transform: string
  /** The box that its size makes, in user units. */
  box: ViewBox
}

/** What the content needs, known after it was read. */
export interface RootNeeds {
  definitions: readonly PictureElement[]
  needsFontSize: boolean
}

/**
 * Gives the outermost svg a definite size and view box, as a browser computes them for an `<img>` (SVG 2,
 * section 8.2; CSS Images 3, section 4.3). Properties that would move its box or reach beyond it are removed,
 * and `finishRoot` applies them to the content.
 *
 * @param defaultSize in pixels: the size of a picture that sets none, and the space for one that sets only
 * proportions.
 */
export function resolveRoot(
  attributes: Attributes,
  defaultSize: readonly [width: number, height: number],
  notes: NoteBook,
): ResolvedRoot {
  for (const name of meaningless) attributes.delete(name)
  const fontSize = readFontSize(attributes.get('font-size') ?? 'medium', initial) ?? initialFontSize
  const known = copyComputed(initial)
  known.fontSize = fontSize
  known.rootFontSize = fontSize
  const written = readViewBox(attributes.get('viewBox')?.trim() ?? '')
  const [width, height] = sizeOf(attributes, written, defaultSize, known, notes)
  writeBox(attributes, written, width, height, notes)
  const viewBox: ViewBox = written ?? readViewBox(attributes.get('viewBox') ?? '') ?? [0, 0, width, height]
  known.viewportWidth = viewBox[2]
  known.viewportHeight = viewBox[3]
  known.windowWidth = width
  known.windowHeight = height
  known.side = Math.max(viewBox[2], viewBox[3])
  known.decimals = decimalsFor(known.side, 1)
  const background = takeBackground(attributes, known, notes)
  const toBox = boxMatrix(attributes.get('preserveAspectRatio')?.trim() ?? '', viewBox, width, height)
  const atBox = copyComputed(known)
  atBox.viewportWidth = width
  atBox.viewportHeight = height
  const transform = movementOf(attributes, atBox, toBox, notes)
  const computed = copyComputed(resolveElement(rootRule, attributes, known).own)
  computed.rootFontSize = computed.fontSize
  computed.rootLineHeight = computed.lineHeight
  return {
    viewBox,
    computed,
    background,
    transform,
    box: boxInUnits(toBox, width, height),
  }
}

/**
 * Adds what the root itself cannot have: a background, a group with a transform, definitions, and the initial
 * font size of browsers.
 */
export function finishRoot(root: PictureElement, resolved: ResolvedRoot, needs: RootNeeds): void {
  moveInside(root, resolved)
  if (needs.definitions.length > 0) {
    const definitions = newElement('defs', ruleOf('defs'), null, new Attributes())
    definitions.children = [...needs.definitions]
    root.children = [...root.children, definitions]
  }
  if (needs.needsFontSize) root.attributes.set('font-size', String(initialFontSize))
}

/** Larger roots are scaled down to this; a page decides how large a picture is shown. */
const sidePxMax = 4096
const sizeDecimals = 4

/** On the outermost svg these do nothing, or something to the page around it. */
const meaningless = ['x', 'y', 'overflow', 'display', 'vector-effect', 'white-space', 'pointer-events']
const inward = ['filter', 'mix-blend-mode']

const rootRule = ruleOf('svg')

function sizeOf(
  attributes: Attributes,
  viewBox: ViewBox | null,
  [defaultWidth, defaultHeight]: readonly [number, number],
  units: Computed,
  notes: NoteBook,
): [number, number] {
  const width = pixels('width', attributes, units, notes)
  const height = pixels('height', attributes, units, notes)
  if (viewBox === null) return [width ?? defaultWidth, height ?? defaultHeight]
  const [, , boxWidth, boxHeight] = viewBox
  if (width !== null) return [width, height ?? (width * boxHeight) / boxWidth]
  if (height !== null) return [(height * boxWidth) / boxHeight, height]
  const scale = Math.min(defaultWidth / boxWidth, defaultHeight / boxHeight)
  return [boxWidth * scale, boxHeight * scale]
}

/** The size that the root sets, in CSS pixels; null if the page decides. */
function pixels(name: string, attributes: Attributes, units: Computed, notes: NoteBook): number | null {
  const value = attributes.get(name)?.trim()
  if (value === undefined || value === 'auto' || /^[\d.]+%$/.test(value)) return null
  const size = readLength(value, 0, units)
  if (size !== null && size > 0 && Number.isFinite(size)) return size
  notes.add('size_reduced', name)
  return null
}

function writeBox(
  attributes: Attributes,
  viewBox: ViewBox | null,
  width: number,
  height: number,
  notes: NoteBook,
): void {
  const scale = Math.min(1, sidePxMax / Math.max(width, height))
  if (scale < 1) notes.add('size_reduced', `${width} x ${height}`)
  const side = (units: number): string => formatNumber(Math.max(units, 0.001), sizeDecimals)
  attributes.set('width', side(width * scale))
  attributes.set('height', side(height * scale))
  if (viewBox !== null) return
  const derived = `0 0 ${side(width)} ${side(height)}`
  attributes.set('viewBox', derived)
  // The view box has the proportions of the box, so there is nothing to align.
  attributes.delete('preserveAspectRatio')
  notes.add('view_box_derived', derived)
}

/** The colour among the layers of `background`; images of layers are left out. */
function takeBackground(attributes: Attributes, at: Computed, notes: NoteBook): string | null {
  const words = [attributes.get('background-color'), attributes.get('background')]
  attributes.delete('background-color')
  attributes.delete('background')
  let found: string | null = null
  for (const value of words) {
    if (value === undefined || found !== null) continue
    const whole = color(value.trim(), at)
    found =
      whole ??
      splitList(value)
        .map((word) => color(word, at))
        .find((shade) => shade !== null) ??
      null
    if (found === null && value !== 'none') notes.add('value_dropped', 'svg/background')
  }
  return found === null || found === 'currentColor' || opacityOf(found).alpha === 0 ? null : found
}

/** From user units to pixels of the box (SVG 2, section 8.2, "equivalent transform"). */
function boxMatrix(
  aspect: string,
  [x, y, boxWidth, boxHeight]: ViewBox,
  width: number,
  height: number,
): Matrix {
  const [align = 'xMidYMid', fit] = splitList(aspect === '' ? 'xMidYMid' : aspect)
  let [sx, sy] = [width / boxWidth, height / boxHeight]
  if (align === 'none') return [sx, 0, 0, sy, -x * sx, -y * sy]
  sx = sy = fit === 'slice' ? Math.max(sx, sy) : Math.min(sx, sy)
  const share = (word: string): number => (word.includes('Min') ? 0 : word.includes('Max') ? 1 : 0.5)
  const dx = (width - boxWidth * sx) * share(align.slice(0, 4))
  const dy = (height - boxHeight * sy) * share(align.slice(4))
  return [sx, 0, 0, sy, dx - x * sx, dy - y * sy]
}

const boxInUnits = ([sx, , , sy, tx, ty]: Matrix, width: number, height: number): ViewBox => [
  -tx / sx,
  -ty / sy,
  width / sx,
  height / sy,
]

/**
 * The transform of the content that is equivalent to the root's transform. The root is a CSS box: it turns
 * about its centre, and its lengths are in pixels.
 *
 * @param at the context, with the size of the box as its viewport.
 */
function movementOf(attributes: Attributes, at: Computed, toBox: Matrix, notes: NoteBook): string {
  const { value, origin } = takeTransform(attributes)
  attributes.delete('transform')
  if (value === '') return ''
  const box = { x: 0, y: 0, width: at.viewportWidth, height: at.viewportHeight }
  const transform = readTransform(value, at, box)
  const place = readPlace(origin ?? '50% 50%', { box, at })
  if (transform === null || place === null) {
    notes.add('value_dropped', 'svg/transform')
    return ''
  }
  if (transform.text === '') return ''
  const [sx, , , sy, tx, ty] = toBox
  const moved = multiply(aboutPoint(transform.matrix, place[0], place[1]), toBox)
  const inUnits = multiply([1 / sx, 0, 0, 1 / sy, -tx / sx, -ty / sy], moved)
  return writeMatrix(inUnits, at.decimals)
}

function moveInside(root: PictureElement, { transform, background, box, computed }: ResolvedRoot): void {
  if (background !== null) root.children = [groundOf(background, box, root, computed), ...root.children]
  const moving = inward.filter((name) => root.attributes.has(name))
  if (moving.length === 0 && transform === '') return
  const inner = newElement('g', ruleOf('g'), null, new Attributes())
  inner.children = root.children
  root.children = [inner]
  if (transform !== '') inner.attributes.set('transform', transform)
  for (const name of moving) {
    inner.attributes.set(name, root.attributes.get(name) ?? '')
    root.attributes.delete(name)
  }
  inner.references = root.references.filter(({ attribute }) => moving.includes(attribute))
  root.references = root.references.filter(({ attribute }) => !moving.includes(attribute))
  if (isEmptyGroup(inner)) root.children = []
}

function groundOf(background: string, box: ViewBox, root: PictureElement, at: Computed): PictureElement {
  const { paint, alpha } = opacityOf(background)
  const [x, y, width, height] = box.map((side) => formatNumber(side, at.decimals))
  const attributes = Attributes.from([
    ...(x === '0' ? [] : [['x', x ?? '']]),
    ...(y === '0' ? [] : [['y', y ?? '']]),
    ['width', width ?? ''],
    ['height', height ?? ''],
  ] as [string, string][])
  // What it would inherit is not written.
  for (const [name, value, initial] of [
    ['fill', paint, 'black'],
    ['fill-opacity', formatNumber(alpha, 4), '1'],
    ['stroke', 'none', 'none'],
    ['visibility', 'visible', 'visible'],
  ] as const)
    if ((root.attributes.get(name) ?? initial) !== value) attributes.set(name, value)
  return newElement('rect', ruleOf('rect'), null, attributes)
}
