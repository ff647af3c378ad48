import type { ViewBox } from '../values.ts'

/** Cells along the longer side. */
const cellsPerSide = 96

/** A coarse grid over the canvas. Each cell holds the paint that was painted last. */
export class CoverageGrid {
  readonly #left: number
  readonly #top: number
  readonly #cell: number
  readonly #columns: number
  readonly #rows: number
  readonly #cells: Uint32Array
  /** The paints. A cell holds an index into this list plus one. */
  readonly #paints: (readonly string[])[] = []

  constructor([x, y, width, height]: ViewBox) {
    this.#left = x
    this.#top = y
    this.#cell = Math.max(width, height) / cellsPerSide
    this.#columns = Math.max(1, Math.round(width / this.#cell))
    this.#rows = Math.max(1, Math.round(height / this.#cell))
    this.#cells = new Uint32Array(this.#columns * this.#rows)
  }

  /**
   * Fills closed lines. A cell counts as inside if its centre is inside.
   *
   * @param paints the colours that cover the cells; null for a translucent paint.
   * @returns the area that the grid does not count, because the shape is too small for it or translucent.
   */
  paint(lines: readonly number[][], isEvenOdd: boolean, paints: readonly string[] | null): number {
    const number = paints === null ? 0 : this.#paints.push(paints)
    let hits = 0
    const [first, last] = this.#rowsOf(lines)
    for (let row = first; row <= last; row++)
      for (const [from, to] of this.#spansIn(lines, this.#top + (row + 0.5) * this.#cell, isEvenOdd)) {
        const start = Math.max(0, Math.ceil((from - this.#left) / this.#cell - 0.5))
        const end = Math.min(this.#columns - 1, Math.floor((to - this.#left) / this.#cell - 0.5))
        if (end < start) continue
        hits += end - start + 1
        if (number > 0) this.#cells.fill(number, row * this.#columns + start, row * this.#columns + end + 1)
      }
    if (hits > 0) return paints === null ? hits * this.#cell ** 2 : 0
    return first <= last ? Math.min(this.#cell ** 2, areaOf(lines)) : 0
  }

  *areas(): Generator<[paints: readonly string[], area: number]> {
    const counts = new Uint32Array(this.#paints.length + 1)
    for (const number of this.#cells) counts[number] = (counts[number] ?? 0) + 1
    for (const [index, paints] of this.#paints.entries())
      yield [paints, (counts[index + 1] ?? 0) * this.#cell ** 2]
  }

  #rowsOf(lines: readonly number[][]): [number, number] {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (const points of lines)
      for (let i = 1; i < points.length; i += 2) {
        least = Math.min(least, points[i] ?? 0)
        most = Math.max(most, points[i] ?? 0)
      }
    const rowOf = (y: number) => Math.floor((y - this.#top) / this.#cell)
    return [Math.max(0, rowOf(least)), Math.min(this.#rows - 1, rowOf(most))]
  }

  /** The ranges of a horizontal line that are inside. */
  #spansIn(lines: readonly number[][], y: number, isEvenOdd: boolean): [number, number][] {
    const crossings: { x: number; turn: number }[] = []
    for (const points of lines)
      for (let i = 0; i < points.length; i += 2) {
        const next = (i + 2) % points.length
        const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = [points[i], points[i + 1], points[next], points[next + 1]]
        if (y1 <= y === y2 <= y) continue
        crossings.push({ x: x1 + ((y - y1) / (y2 - y1)) * (x2 - x1), turn: y2 > y1 ? 1 : -1 })
      }
    crossings.sort((one, other) => one.x - other.x)
    const spans: [number, number][] = []
    let winding = 0
    for (const [index, { x, turn }] of crossings.entries()) {
      winding += isEvenOdd ? 1 : turn
      const isInside = isEvenOdd ? winding % 2 === 1 : winding !== 0
      const next = crossings[index + 1]
      if (isInside && next !== undefined) spans.push([x, next.x])
    }
    return spans
  }
}

function areaOf(lines: readonly number[][]): number {
  let area = 0
  for (const points of lines) {
    let sum = 0
    for (let i = 0; i < points.length; i += 2) {
      const next = (i + 2) % points.length
      sum += (points[i] ?? 0) * (points[next + 1] ?? 0) - (points[next] ?? 0) * (points[i + 1] ?? 0)
    }
    area += Math.abs(sum) / 2
  }
  return area
}
