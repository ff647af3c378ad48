import { type Point, type Rectangle, trimOutline } from './trim-outline.ts'

/**
 * Leaves out elements outside of the canvas, and the distant parts of filled outlines. The library aborts its
 * process if it must place a group with a separate canvas (opacity, clip path, mask, filter) more than two
 * canvases away, or beside another such group that begins far to the left or far above. Cropped images often
 * have such groups.
 *
 * @param plain in the library's plain form: groups, and paths in absolute segments.
 */
export function leaveOutDistant(plain: string): string {
  const root = /<svg\b[^>]*>/.exec(plain)?.[0]
  const canvas = root && canvasOf(root)
  if (!canvas) return plain
  let groups: readonly Group[] = [{ matrix: identity, reach: 0 }]
  let definitions = 0
  return plain.replace(TAG, (tag, closing: string, name: string, attributes: string) => {
    const isEmpty = attributes.endsWith('/')
    if (name === 'defs' && !isEmpty) definitions += closing ? -1 : 1
    if (definitions > 0 || (name !== 'g' && name !== 'path')) return tag
    if (closing) {
      groups = groups.slice(0, -1)
      return tag
    }
    const outer = groups.at(-1)
    const matrix = multiply(outer?.matrix ?? identity, numbersOf(attributes, 'transform'))
    const reach = attributes.includes(' filter="') ? filterReach : (outer?.reach ?? 0)
    if (name === 'g' && !isEmpty) groups = [...groups, { matrix, reach }]
    if (name === 'g') return tag
    return isDistant(attributes, matrix, canvas, reach) ? '' : reach > 0 ? tag : trim(tag, matrix, canvas)
  })
}

/** A filter can move an element from this distance, in canvases, into the canvas. */
const filterReach = 0.9

/** Matches documents with elements that the library draws on a separate canvas. */
export const hasLayers = (svg: string): boolean =>
  /\s(?:opacity|clip-path|mask|filter)="|mix-blend-mode|isolation/.test(svg)

const TAG = /<(\/?)([A-Za-z]+)([^<>]*)>/g
type Matrix = readonly [number, number, number, number, number, number]
type Group = { matrix: Matrix; reach: number }
const identity: Matrix = [1, 0, 0, 1, 0, 0]

const attributeOf = (attributes: string, name: string): string | undefined =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1]

const numbersOf = (attributes: string, name: string): number[] =>
  (attributeOf(attributes, name)?.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number)

/** The canvas in the units of the view box (SVG 2, section 8.7). */
function canvasOf(root: string): Rectangle | undefined {
  const [x, y, viewWidth, viewHeight] = numbersOf(root, 'viewBox')
  const [width, height] = [...numbersOf(root, 'width'), ...numbersOf(root, 'height')]
  if (x === undefined || y === undefined || !viewWidth || !viewHeight || !width || !height) return undefined
  const aspect = attributeOf(root, 'preserveAspectRatio') ?? ''
  if (aspect.includes('none')) return { x, y, width: viewWidth, height: viewHeight }
  const scales = [width / viewWidth, height / viewHeight]
  const scale = aspect.includes('slice') ? Math.max(...scales) : Math.min(...scales)
  const before = (axis: string) =>
    aspect.includes(`${axis}Min`) ? 0 : aspect.includes(`${axis}Max`) ? 1 : 0.5
  return {
    x: x - (width / scale - viewWidth) * before('x'),
    y: y - (height / scale - viewHeight) * before('Y'),
    width: width / scale,
    height: height / scale,
  }
}

/**
 * Cuts off the distant parts of a filled outline. Outlines with a stroke are not cut, because the stroke
 * would follow the cut. Outlines with a gradient or pattern are not cut, because its box would change.
 */
function trim(tag: string, matrix: Matrix, canvas: Rectangle): string {
  const outline = attributeOf(tag, 'd')
  if (outline === undefined || !tag.includes(' stroke="none"') || tag.includes('url(')) return tag
  const inside = {
    x: canvas.x - canvas.width * margin,
    y: canvas.y - canvas.height * margin,
    width: canvas.width * (1 + margin * 2),
    height: canvas.height * (1 + margin * 2),
  }
  const [a, b, c, d, e, f] = matrix
  const area = a * d - b * c
  const box = boxOf(numbersOf(tag, 'd'), matrix)
  const isNear =
    box.left >= inside.x &&
    box.top >= inside.y &&
    box.right <= inside.x + inside.width &&
    box.bottom <= inside.y + inside.height
  if (isNear || area === 0) return tag
  const back = ([x, y]: Point) =>
    `${(d * (x - e) - c * (y - f)) / area} ${(a * (y - f) - b * (x - e)) / area}`
  const polygons = trimOutline(outline, (point) => placed(point, matrix), inside)
  const trimmed = polygons.map((polygon) => `M ${polygon.map(back).join(' L ')} Z`).join(' ')
  return trimmed === '' ? '' : tag.replace(/ d="[^"]*"/, ` d="${trimmed}"`)
}

/** To each side, in canvases. */
const margin = 0.4

const placed = ([x, y]: Point, [a, b, c, d, e, f]: Matrix): Point => [a * x + c * y + e, b * x + d * y + f]

function multiply(outer: Matrix, [a, b, c, d, e, f]: readonly number[]): Matrix {
  if (a === undefined || b === undefined || c === undefined || d === undefined) return outer
  const [g, h, i, j, k, l] = outer
  const [x, y] = [e ?? 0, f ?? 0]
  return [g * a + i * b, h * a + j * b, g * c + i * d, h * c + j * d, g * x + i * y + k, h * x + j * y + l]
}

function boxOf(points: readonly number[], matrix: Matrix) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let at = 0; at + 1 < points.length; at += 2) {
    const [x, y] = placed([points[at] ?? 0, points[at + 1] ?? 0], matrix)
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  return { left, top, right, bottom }
}

function isDistant(attributes: string, matrix: Matrix, canvas: Rectangle, reach: number): boolean {
  const { left, top, right, bottom } = boxOf(numbersOf(attributes, 'd'), matrix)
  const [a, b, c, d] = matrix
  const [stroke = 0] = numbersOf(attributes, 'stroke-width')
  const [miter = 4] = numbersOf(attributes, 'stroke-miterlimit')
  const drawn = (stroke / 2) * miter * (Math.hypot(a, b) + Math.hypot(c, d))
  return (
    right + drawn < canvas.x - canvas.width * reach ||
    left - drawn > canvas.x + canvas.width * (1 + reach) ||
    bottom + drawn < canvas.y - canvas.height * reach ||
    top - drawn > canvas.y + canvas.height * (1 + reach)
  )
}
