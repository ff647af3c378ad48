/** `a b c d e f` of SVG: x' = a x + c y + e, y' = b x + d y + f. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

export const identity: Matrix = [1, 0, 0, 1, 0, 0]

/** Applies the right matrix first, then the left one, as for nested elements. */
export function multiply(left: Matrix, right: Matrix): Matrix {
  if (left === identity) return right
  if (right === identity) return left
  const [a, b, c, d, e, f] = left
  const [g, h, i, j, k, l] = right
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f]
}

export const translation = (x: number, y: number): Matrix => [1, 0, 0, 1, x, y]

/** Rotates by degrees, clockwise on a screen. */
export function rotation(degrees: number): Matrix {
  const radians = (degrees * Math.PI) / 180
  const [sine, cosine] = [Math.sin(radians), Math.cos(radians)]
  return [cosine, sine, -sine, cosine, 0, 0]
}

/** The largest factor by which a length grows: an upper bound of the larger singular value. */
export const growthOf = ([a, b, c, d]: Matrix): number =>
  b === 0 && c === 0 ? Math.max(Math.abs(a), Math.abs(d)) : Math.max(Math.hypot(a, b), Math.hypot(c, d))
