import type { Matrix } from '../matrix.ts'

/** How a line of an outline came about. */
export const LineKind = {
  /** None: its point begins a subpath. */
  none: 0,
  straight: 1,
  /** A part of a curve. */
  curve: 2,
  /** It closes a subpath for the fill. No stroke follows it. */
  implied: 3,
} as const

/** In cells: a line and the curve that it replaces are at most this far apart. */
const flatteningMax = 0.1
/** An outline with more points is left unfinished. */
export const pointsMax = 100_000
const pointsKept = 4096

/**
 * The outline of a shape as lines, with positions in cells of a grid. It is reused for all shapes, because
 * each of them is needed only for a moment.
 */
export class Outline {
  xs = new Float64Array(pointsKept)
  ys = new Float64Array(pointsKept)
  /** Of the line from the point before to each point. */
  kinds = new Uint8Array(pointsKept)
  count = 0
  minX = 0
  minY = 0
  maxX = 0
  maxY = 0
  #matrix: Matrix = [1, 0, 0, 1, 0, 0]
  #first = 0
  #keepsLines = true

  /** @param keepsLines otherwise only the number of its segments and a box around them are of interest. */
  begin(matrix: Matrix, keepsLines: boolean): void {
    this.#keepsLines = keepsLines
    this.#matrix = matrix
    this.count = 0
    this.#first = 0
    this.minX = Number.POSITIVE_INFINITY
    this.minY = Number.POSITIVE_INFINITY
    this.maxX = Number.NEGATIVE_INFINITY
    this.maxY = Number.NEGATIVE_INFINITY
  }

  get isTooLong(): boolean {
    return this.count > pointsMax
  }

  moveTo(x: number, y: number): void {
    this.#closeForFill()
    this.#first = this.count
    this.#add(this.#placeX(x, y), this.#placeY(x, y), LineKind.none)
  }

  lineTo(x: number, y: number): void {
    this.#add(this.#placeX(x, y), this.#placeY(x, y), LineKind.straight)
  }

  cubicTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    const fromX = this.xs[this.count - 1] ?? 0
    const fromY = this.ys[this.count - 1] ?? 0
    const ax = this.#placeX(x1, y1)
    const ay = this.#placeY(x1, y1)
    const bx = this.#placeX(x2, y2)
    const by = this.#placeY(x2, y2)
    const toX = this.#placeX(x, y)
    const toY = this.#placeY(x, y)
    const bend = Math.max(
      Math.abs(fromX - 2 * ax + bx) + Math.abs(fromY - 2 * ay + by),
      Math.abs(ax - 2 * bx + toX) + Math.abs(ay - 2 * by + toY),
    )
    // The second derivative of a cubic curve is at most six times that; a line is off by an eighth of it.
    if (!this.#keepsLines) {
      this.#extend(ax, ay)
      this.#extend(bx, by)
      this.#add(toX, toY, LineKind.curve)
      return
    }
    const lines = Math.ceil(Math.sqrt((0.75 * bend) / flatteningMax)) || 1
    if (!(lines <= pointsMax)) {
      this.count = pointsMax + 1
      return
    }
    for (let n = 1; n <= lines && !this.isTooLong; n++) {
      const t = n / lines
      const s = 1 - t
      const i = s * s * s
      const j = 3 * s * s * t
      const k = 3 * s * t * t
      const l = t * t * t
      this.#add(i * fromX + j * ax + k * bx + l * toX, i * fromY + j * ay + k * by + l * toY, LineKind.curve)
    }
  }

  quadraticTo(fromX: number, fromY: number, x1: number, y1: number, x: number, y: number): void {
    const third = (end: number, control: number) => (end + 2 * control) / 3
    this.cubicTo(third(fromX, x1), third(fromY, y1), third(x, x1), third(y, y1), x, y)
  }

  /** Back to the beginning of the subpath, where the next line may start. */
  close(): void {
    if (this.count === this.#first || !this.#keepsLines) return
    const x = this.xs[this.#first] ?? 0
    const y = this.ys[this.#first] ?? 0
    this.#add(x, y, LineKind.straight)
    this.#first = this.count
    this.#add(x, y, LineKind.none)
  }

  /** Must be called after the last line. */
  finish(): void {
    this.#closeForFill()
  }

  /**
   * How far the sharpest corner with a miter reaches, as a multiple of half the width of its stroke (SVG 2,
   * section 13.5.6). Corners beyond the limit are cut off.
   */
  sharpestCorner(limit: number): number {
    const { xs, ys, kinds, count } = this
    let most = 1
    let [beforeX, beforeY, firstX, firstY] = [0, 0, 0, 0]
    for (let n = 1; n < count; n++) {
      const isEnd = kinds[n] === LineKind.none || n === count - 1
      let x = (xs[n] ?? 0) - (xs[n - 1] ?? 0)
      let y = (ys[n] ?? 0) - (ys[n - 1] ?? 0)
      const length = Math.hypot(x, y)
      if (kinds[n] !== LineKind.none && length > 0) {
        x /= length
        y /= length
        if (beforeX === 0 && beforeY === 0) [firstX, firstY] = [x, y]
        else most = Math.max(most, miterBetween(beforeX, beforeY, x, y, limit))
        ;[beforeX, beforeY] = [x, y]
      }
      if (!isEnd) continue
      if (beforeX !== 0 || beforeY !== 0)
        most = Math.max(most, miterBetween(beforeX, beforeY, firstX, firstY, limit))
      ;[beforeX, beforeY] = [0, 0]
    }
    return most
  }

  #closeForFill(): void {
    if (this.count > this.#first + 1 && this.#keepsLines)
      this.#add(this.xs[this.#first] ?? 0, this.ys[this.#first] ?? 0, LineKind.implied)
  }

  #placeX(x: number, y: number): number {
    return this.#matrix[0] * x + this.#matrix[2] * y + this.#matrix[4]
  }

  #placeY(x: number, y: number): number {
    return this.#matrix[1] * x + this.#matrix[3] * y + this.#matrix[5]
  }

  #add(x: number, y: number, kind: number): void {
    const at = this.count
    this.count = at + 1
    this.#extend(x, y)
    if (!this.#keepsLines) return
    if (at === this.xs.length) this.#grow()
    this.xs[at] = x
    this.ys[at] = y
    this.kinds[at] = kind
  }

  #extend(x: number, y: number): void {
    // Not a number, if it is none: such an outline is nowhere.
    this.minX = Math.min(this.minX, x)
    this.minY = Math.min(this.minY, y)
    this.maxX = Math.max(this.maxX, x)
    this.maxY = Math.max(this.maxY, y)
  }

  #grow(): void {
    const { xs, ys, kinds } = this
    this.xs = new Float64Array(2 * xs.length)
    this.ys = new Float64Array(2 * xs.length)
    this.kinds = new Uint8Array(2 * xs.length)
    this.xs.set(xs)
    this.ys.set(ys)
    this.kinds.set(kinds)
  }
}

function miterBetween(x1: number, y1: number, x2: number, y2: number, limit: number): number {
  const ratio = Math.sqrt(2 / Math.max(1 + x1 * x2 + y1 * y2, 1e-9))
  return ratio > limit * limitTolerance ? 1 : Math.min(ratio, limit)
}

/** A renderer may compute a corner at the limit a little differently. */
const limitTolerance = 1.1
