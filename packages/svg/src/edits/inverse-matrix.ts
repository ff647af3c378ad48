import type { Matrix } from '../matrix.ts'

/** The matrix that undoes another one; null if it maps everything to a line or a point. */
export function inverseOf([a, b, c, d, e, f]: Matrix): Matrix | null {
  const determinant = a * d - b * c
  if (!(Math.abs(determinant) > leastDeterminant)) return null
  const [i, j, k, l] = [d / determinant, -b / determinant, -c / determinant, a / determinant]
  return [i, j, k, l, -(i * e + k * f), -(j * e + l * f)]
}

const leastDeterminant = 1e-12
