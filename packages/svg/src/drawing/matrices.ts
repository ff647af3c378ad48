import { identity, type Matrix } from '../matrix.ts'
import type { Point } from './outline.ts'

export const applyMatrix = ([a, b, c, d, e, f]: Matrix, [x, y]: Point): Point => [
  a * x + c * y + e,
  b * x + d * y + f,
]

/** null: the matrix maps everything to a line or a point. */
export function invertMatrix([a, b, c, d, e, f]: Matrix): Matrix | null {
  const determinant = a * d - b * c
  if (!Number.isFinite(1 / determinant)) return null
  return [
    d / determinant,
    -b / determinant,
    -c / determinant,
    a / determinant,
    (c * f - d * e) / determinant,
    (b * e - a * f) / determinant,
  ]
}

/** The factor by which it scales lengths, if that is the same in all directions; otherwise null. */
export function uniformScaleOf([a, b, c, d]: Matrix): number | null {
  const { scaleX, scaleY } = decompose([a, b, c, d, 0, 0])
  return Math.abs(Math.abs(scaleX) - Math.abs(scaleY)) <= 1e-4 * Math.abs(scaleX) ? Math.abs(scaleX) : null
}

/**
 * Decomposes a matrix into translation · rotation · scale · rotation, in degrees. Any matrix has this form.
 */
export interface Decomposition {
  x: number
  y: number
  turn: number
  scaleX: number
  scaleY: number
  firstTurn: number
}

/** The singular values of the linear part (Blinn, "Consider the lowly 2x2 matrix"). */
export function decompose([a, b, c, d, x, y]: Matrix): Decomposition {
  const [sum, difference] = [(a + d) / 2, (a - d) / 2]
  const [turned, mirrored] = [(b - c) / 2, (b + c) / 2]
  const [q, r] = [Math.hypot(sum, turned), Math.hypot(difference, mirrored)]
  const [one, other] = [Math.atan2(mirrored, difference), Math.atan2(turned, sum)]
  const degrees = (angle: number) => (angle * 180) / Math.PI
  const [turn, firstTurn] = [degrees((other + one) / 2), degrees((other - one) / 2)]
  return { x, y, turn, scaleX: q + r, scaleY: q - r, firstTurn }
}

/** @param value `matrix(...)` with six numbers, or none. */
export function readMatrix(value: string | undefined): Matrix {
  if (value === undefined) return identity
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = (/\(([^)]*)\)/.exec(value)?.[1] ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  return [a, b, c, d, e, f]
}
