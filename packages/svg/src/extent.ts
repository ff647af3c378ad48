import type { Matrix } from './matrix.ts'

/**
 * The smallest box around everything that is added, in the target space of the matrices. An unknown
 * coordinate (NaN) makes the entire extent unknown.
 */
export class Extent {
  minX = Number.POSITIVE_INFINITY
  minY = Number.POSITIVE_INFINITY
  maxX = Number.NEGATIVE_INFINITY
  maxY = Number.NEGATIVE_INFINITY

  /** Whether nothing was added. */
  get isEmpty(): boolean {
    return this.minX > this.maxX
  }

  /** Whether an added coordinate is unknown. */
  get isUnknown(): boolean {
    return Number.isNaN(this.minX) || Number.isNaN(this.minY)
  }

  addX(x: number): void {
    this.minX = Math.min(this.minX, x)
    this.maxX = Math.max(this.maxX, x)
  }

  addY(y: number): void {
    this.minY = Math.min(this.minY, y)
    this.maxY = Math.max(this.maxY, y)
  }

  addUnknown(): void {
    this.addX(Number.NaN)
    this.addY(Number.NaN)
  }

  addPoint(x: number, y: number, [a, b, c, d, e, f]: Matrix): void {
    this.addX(a * x + c * y + e)
    this.addY(b * x + d * y + f)
  }

  addBox({ minX, minY, maxX, maxY }: Extent, matrix: Matrix): void {
    this.addPoint(minX, minY, matrix)
    this.addPoint(maxX, minY, matrix)
    this.addPoint(minX, maxY, matrix)
    this.addPoint(maxX, maxY, matrix)
  }

  /**
   * Adds a rectangle about a centre whose corners are quarters of an ellipse; if the radii are half of its
   * size, it is an ellipse. It is the sum of a smaller rectangle and an ellipse, so its extent is the sum of
   * their extents.
   */
  addRoundedBox(
    centreX: number,
    centreY: number,
    half: { width: number; height: number },
    radii: { width: number; height: number },
    [a, b, c, d, e, f]: Matrix,
  ): void {
    const [straightX, straightY] = [half.width - radii.width, half.height - radii.height]
    const reach = (alongX: number, alongY: number) =>
      Math.abs(alongX) * straightX +
      Math.abs(alongY) * straightY +
      Math.hypot(alongX * radii.width, alongY * radii.height)
    const x = a * centreX + c * centreY + e
    const y = b * centreX + d * centreY + f
    this.addX(x - reach(a, c))
    this.addX(x + reach(a, c))
    this.addY(y - reach(b, d))
    this.addY(y + reach(b, d))
  }
}
