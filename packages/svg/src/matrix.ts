/** `a b c d e f` of SVG: x' = a x + c y + e, y' = b x + d y + f. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

export const identity: Matrix = [1, 0, 0, 1, 0, 0]

/** Applies the right matrix first, then the left one, as for nested elements. */
export function multiply(left: Matrix, right: Matrix): Matrix {
  if (left === identity) return right
  if (right === identity) return left
  // By index, because the engine destructures by an iterator.
  const a = left[0]
  const b = left[1]
  const c = left[2]
  const d = left[3]
  const g = right[0]
  const h = right[1]
  const i = right[2]
  const j = right[3]
  const k = right[4]
  const l = right[5]
  return [
    a * g + c * h,
    b * g + d * h,
    a * i + c * j,
    b * i + d * j,
    a * k + c * l + left[4],
    b * k + d * l + left[5],
  ]
}

export const translation = (x: number, y: number): Matrix => [1, 0, 0, 1, x, y]

/** Rotates by degrees, clockwise on a screen. */
export function rotation(degrees: number): Matrix {
  const radians = (degrees * Math.PI) / 180
  const [sine, cosine] = [Math.sin(radians), Math.cos(radians)]
  return [cosine, sine, -sine, cosine, 0, 0]
}

/** The largest factor by which a length grows: an upper bound of the larger singular value. */
export function growthOf(matrix: Matrix): number {
  const a = matrix[0]
  const b = matrix[1]
  const c = matrix[2]
  const d = matrix[3]
  return b === 0 && c === 0
    ? Math.max(Math.abs(a), Math.abs(d))
    : Math.max(lengthOf(Math.abs(a), Math.abs(b)), lengthOf(Math.abs(c), Math.abs(d)))
}

/** As `Math.hypot` of two sizes, which takes several times as long and allocates. */
function lengthOf(x: number, y: number): number {
  const longer = Math.max(x, y)
  if (longer === 0 || longer === Number.POSITIVE_INFINITY) return longer
  const shareX = x / longer
  const shareY = y / longer
  return Math.sqrt(shareX * shareX + shareY * shareY) * longer
}
