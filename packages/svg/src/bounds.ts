import { initial } from './computed.ts'
import { Extent } from './extent.ts'
import { identity, type Matrix, multiply } from './matrix.ts'
import type { PictureElement } from './picture.ts'
import { addShape, isZeroSized, readLength, type Size, shapes } from './shape-bounds.ts'
import { readTransform } from './transforms.ts'
import { readViewBox, splitList } from './values.ts'

/** In user units. */
export interface Bounds {
  x: number
  y: number
  width: number
  height: number
}

export interface BoundsOptions {
  /** Finds the element with an id of the source, for `use` elements that are not linked yet. */
  find?: (id: string) => PictureElement | undefined
  /**
   * How the box of a container is computed: around the `geometry` of its content (SVG 2, Firefox), or around
   * the `boxes` of its children, where the corners of a rotated child's own box count (Chromium).
   */
  unite?: 'geometry' | 'boxes'
  /**
   * A number of steps: a character of a path is one step, an element 200. If many calls share it, it bounds
   * their total cost.
   */
  budget?: { left: number }
}

/**
 * The object bounding box of an element in its own user space, before its own `transform`: its geometry
 * without strokes, markers, clipping and masks (SVG 2, section 8.10). An element without geometry has an
 * empty box at 0,0, as in browsers.
 *
 * @param whole size of the viewport of the element, to which percentages refer.
 * @returns null if the box is unknown: for text, lengths in units other than px and %, a `use` whose target
 * cannot be found, elements beyond the budget, elements that are not drawn themselves, and elements that
 * contain one of these.
 */
export function boundsOf(
  element: PictureElement,
  whole: Size,
  { find, unite = 'geometry', budget = { left: stepsMax } }: BoundsOptions = {},
): Bounds | null {
  const extent = new Extent()
  const { viewport } = frameOf(element, whole, null)
  const context: Context = { find, unite, budget, open: new Set() }
  measure(element, { matrix: identity, viewport, level: 0 }, context, extent)
  if (extent.isEmpty) extent.addPoint(0, 0, identity)
  const { minX: x, minY: y } = extent
  const [width, height] = [extent.maxX - x, extent.maxY - y]
  return Number.isFinite(width) && Number.isFinite(height) ? { x, y, width, height } : null
}

/** The policy writes no percentages in transforms. */
const noBox = { x: 0, y: 0, width: 0, height: 0 }
const stepsMax = 5_000_000
const stepsOfElement = 200
/** Nested elements, references included: twice the limit of the policy. */
const levelsMax = 400

const containers = new Set(['g', 'a', 'svg', 'switch', 'symbol'])
/** Elements that are drawn at their own position. */
const rendered = new Set(['g', 'a', 'svg', 'switch', 'use', 'text', ...shapes])

interface Context extends Required<Pick<BoundsOptions, 'unite' | 'budget'>> {
  find: BoundsOptions['find']
  /** Targets of the `use` elements that are being followed. */
  open: Set<PictureElement>
}

/** The position of an element's content. */
interface Place {
  /** Maps it to the space of the box. */
  matrix: Matrix
  viewport: Size
  level: number
}

function measure(element: PictureElement, place: Place, context: Context, extent: Extent): void {
  const { name, attributes, children } = element
  context.budget.left -= stepsOfElement + (attributes.get('d') ?? attributes.get('points') ?? '').length
  if (context.budget.left < 0 || place.level > levelsMax) extent.addUnknown()
  else if (shapes.has(name)) addShape(extent, element, place.matrix, place.viewport)
  else if (name === 'use') addTarget(element, place, context, extent)
  else if (!containers.has(name)) extent.addUnknown()
  else {
    for (const child of children) {
      if (typeof child === 'string' || !rendered.has(child.name)) continue
      addInner(child, null, place, context, extent)
      if (extent.isUnknown) return
    }
  }
}

/** Adds a child of an element, or the target of a `use`. */
function addInner(
  element: PictureElement,
  use: PictureElement | null,
  place: Place,
  context: Context,
  extent: Extent,
): void {
  if (element.attributes.get('display') === 'none' || isZeroSized(element, place.viewport)) return
  const { matrix: own, viewport } = frameOf(element, place.viewport, use)
  const matrix = multiply(place.matrix, own)
  const level = place.level + 1
  if (context.unite === 'geometry') {
    measure(element, { matrix, viewport, level }, context, extent)
    return
  }
  const box = new Extent()
  measure(element, { matrix: identity, viewport, level }, context, box)
  if (!box.isEmpty) extent.addBox(box, matrix)
}

function addTarget(use: PictureElement, place: Place, context: Context, extent: Extent): void {
  const reference = use.references.find(({ kind }) => kind === 'use')
  if (reference === undefined) return
  const target = reference.targets[0] ?? context.find?.(reference.pieces[1] ?? '')
  if (target === undefined) {
    if (context.find === undefined) extent.addUnknown()
    return
  }
  // An element that uses itself is not drawn.
  if (context.open.has(target) || !(rendered.has(target.name) || target.name === 'symbol')) return
  const { width, height } = place.viewport
  const x = readLength(use, 'x', width) ?? 0
  const y = readLength(use, 'y', height) ?? 0
  context.open.add(target)
  addInner(target, use, { ...place, matrix: multiply(place.matrix, [1, 0, 0, 1, x, y]) }, context, extent)
  context.open.delete(target)
}

/** From the user space of an element's content to that of its parent, and the viewport of its content. */
export function frameOf(
  element: PictureElement,
  viewport: Size,
  use: PictureElement | null,
): { matrix: Matrix; viewport: Size } {
  const transform = element.attributes.get('transform')
  const matrix =
    transform === undefined ? identity : (readTransform(transform, initial, noBox)?.matrix ?? unknown)
  if (element.name !== 'svg' && element.name !== 'symbol') return { matrix, viewport }
  const lengthOf = (name: 'width' | 'height') =>
    (use && readLength(use, name, viewport[name])) ??
    readLength(element, name, viewport[name]) ??
    viewport[name]
  const size = { width: lengthOf('width'), height: lengthOf('height') }
  const x = readLength(element, 'x', viewport.width) ?? 0
  const y = readLength(element, 'y', viewport.height) ?? 0
  const placed = multiply(matrix, [1, 0, 0, 1, x, y])
  const viewBox = readViewBox(element.attributes.get('viewBox') ?? '')
  if (viewBox === null) return { matrix: placed, viewport: size }
  const fitted = fitViewBox(viewBox, size, element.attributes.get('preserveAspectRatio') ?? '')
  return { matrix: multiply(placed, fitted), viewport: { width: viewBox[2], height: viewBox[3] } }
}

const unknown: Matrix = [Number.NaN, 0, 0, Number.NaN, 0, 0]

/** The transform of a viewBox (SVG 2, section 8.2). Without a size there is none. */
function fitViewBox(
  [x, y, boxWidth, boxHeight]: readonly [number, number, number, number],
  { width, height }: Size,
  aspectRatio: string,
): Matrix {
  if (width <= 0 || height <= 0) return identity
  const scales = [width / boxWidth, height / boxHeight] as const
  const words = splitList(aspectRatio).filter((word) => word !== 'defer')
  const [align = 'xMidYMid', fit] = words
  if (align === 'none') return [scales[0], 0, 0, scales[1], -x * scales[0], -y * scales[1]]
  const scale = fit === 'slice' ? Math.max(...scales) : Math.min(...scales)
  const [partX, partY] = [partOf(align.slice(1, 4)), partOf(align.slice(5))]
  const left = (width - boxWidth * scale) * partX
  const top = (height - boxHeight * scale) * partY
  return [scale, 0, 0, scale, left - x * scale, top - y * scale]
}

/** The share of the free space that is before the picture. */
const partOf = (word: string): number => (word === 'Min' ? 0 : word === 'Max' ? 1 : 0.5)
