/**
 * Leaves out what is drawn far outside of the canvas, where the library aborts its process: it cannot place a
 * group that needs a separate canvas (opacity, clip path, mask, filter, blending) two canvases away. The rest
 * of a cropped picture often lies there. What is less than `reach` canvases away stays, because a filter may
 * move it into the picture.
 *
 * @param plain in the library's plain form: groups, and paths in absolute segments.
 */
export function leaveOutDistant(plain: string): string {
  const root = /<svg\b[^>]*>/.exec(plain)?.[0]
  const canvas = root && canvasOf(root)
  if (!canvas) return plain
  let matrices: Matrix[] = [identity]
  let definitions = 0
  return plain.replace(TAG, (tag, closing: string, name: string, attributes: string) => {
    const isEmpty = attributes.endsWith('/')
    if (name === 'defs' && !isEmpty) definitions += closing ? -1 : 1
    if (definitions > 0 || (name !== 'g' && name !== 'path')) return tag
    if (closing) {
      matrices = matrices.slice(0, -1)
      return tag
    }
    const matrix = multiply(matrices.at(-1) ?? identity, numbersOf(attributes, 'transform'))
    if (name === 'g' && !isEmpty) matrices.push(matrix)
    return name === 'path' && isDistant(attributes, matrix, canvas) ? '' : tag
  })
}

/** In canvases, to each side. The library's own limit is one to the right and to the bottom. */
const reach = 0.9

/** Whether a document has what the library draws on a separate canvas. */
export const hasLayers = (svg: string): boolean =>
  /\s(?:opacity|clip-path|mask|filter)="|mix-blend-mode|isolation/.test(svg)

const TAG = /<(\/?)([A-Za-z]+)([^<>]*)>/g
type Matrix = readonly [number, number, number, number, number, number]
type Canvas = { x: number; y: number; width: number; height: number }
const identity: Matrix = [1, 0, 0, 1, 0, 0]

const attributeOf = (attributes: string, name: string): string | undefined =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1]

const numbersOf = (attributes: string, name: string): number[] =>
  (attributeOf(attributes, name)?.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number)

/** The canvas in the units of the view box (SVG 2, section 8.7). */
function canvasOf(root: string): Canvas | undefined {
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

function multiply(outer: Matrix, [a, b, c, d, e, f]: readonly number[]): Matrix {
  if (a === undefined || b === undefined || c === undefined || d === undefined) return outer
  const [g, h, i, j, k, l] = outer
  const [x, y] = [e ?? 0, f ?? 0]
  return [g * a + i * b, h * a + j * b, g * c + i * d, h * c + j * d, g * x + i * y + k, h * x + j * y + l]
}

function isDistant(attributes: string, [a, b, c, d, e, f]: Matrix, canvas: Canvas): boolean {
  const points = numbersOf(attributes, 'd')
  const [stroke = 0] = numbersOf(attributes, 'stroke-width')
  const [miter = 4] = numbersOf(attributes, 'stroke-miterlimit')
  const margin = (stroke / 2) * miter * (Math.hypot(a, b) + Math.hypot(c, d))
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let at = 0; at + 1 < points.length; at += 2) {
    const [x = 0, y = 0] = points.slice(at, at + 2)
    const [drawnX, drawnY] = [a * x + c * y + e, b * x + d * y + f]
    left = Math.min(left, drawnX - margin)
    right = Math.max(right, drawnX + margin)
    top = Math.min(top, drawnY - margin)
    bottom = Math.max(bottom, drawnY + margin)
  }
  return (
    right < canvas.x - canvas.width * reach ||
    left > canvas.x + canvas.width * (1 + reach) ||
    bottom < canvas.y - canvas.height * reach ||
    top > canvas.y + canvas.height * (1 + reach)
  )
}
