import type { ClipBox } from './clip-box.ts'
import { LineKind, type Outline } from './outline.ts'
import type { Paint } from './paint.ts'

/** Along the longer side of the canvas. */
export const cellsPerSide = 160
/**
 * In cells. A cell counts as inside or outside of a shape only if this wide a margin about it is on the same
 * side: it is more than the lines of outlines and of renderers differ from the curves.
 */
const margin = 0.6
/** In 255ths of a channel: colours that differ by less count as equal. */
const differenceMin = 16

/** Some milliseconds. */
const stepsMax = 1_000_000

const unset = 0
const unknown = 1
/** States from here on are paints. */
const firstPaint = 2
/** Paints that are compared with each other. */
const comparedMax = 16

/**
 * Which paint a canvas has where, as far as it is certain. Shapes are put on it from the front to the back,
 * so that a cell keeps what is first known of it: a paint that covers all of it, or that it is unknown.
 */
export class CellGrid {
  columns = 0
  rows = 0
  /** The number of cells with a known paint. */
  known = 0
  /** Whether two of them certainly have different colours. */
  hasTwoColors = false
  /** A cell, a crossing or a comparison is one step. Below zero, what the grid says is wrong. */
  stepsLeft = 0
  readonly #states = new Int32Array(cellsPerSide * cellsPerSide)
  /** The pass that touched a cell last. */
  readonly #passes = new Int32Array(cellsPerSide * cellsPerSide)
  #pass = 0
  /** The cells that the current pass touches first. */
  readonly #touched = new Int32Array(cellsPerSide * cellsPerSide)
  #touchedCount = 0
  #paints = 0
  /** The different paints that cells have. */
  readonly #present: Paint[] = []
  /** Where the outline crosses the middle of each row: lists that begin here. */
  readonly #crossings = new Int32Array(cellsPerSide)
  #next = new Int32Array(1024)
  #crossingX = new Float64Array(1024)
  #turns = new Int8Array(1024)
  #crossingCount = 0
  readonly #sortedX: number[] = []
  readonly #sortedTurns: number[] = []

  begin(columns: number, rows: number): void {
    this.columns = columns
    this.rows = rows
    this.known = 0
    this.hasTwoColors = false
    this.stepsLeft = stepsMax
    this.#present.length = 0
    this.#paints = 0
    this.#pass = 0
    this.#states.fill(unset, 0, columns * rows)
    this.#passes.fill(0, 0, columns * rows)
  }

  /** Whether no shape reaches a cell. */
  get hasBareCell(): boolean {
    return this.#states.subarray(0, this.columns * this.rows).includes(unset)
  }

  /**
   * @param paint null if it may show what is behind it, or if nothing is known about it. @param clip nothing
   * is painted outside of it.
   */
  fill(outline: Outline, isEvenOdd: boolean, paint: Paint | null, clip: ClipBox | null): void {
    const { left, top, right, bottom } = clip ?? everywhere
    this.#beginPass()
    for (let n = 1; n < outline.count; n++)
      if (outline.kinds[n] !== LineKind.none) this.#touchLine(outline, n, margin)
    this.#findCrossings(outline)
    const state = paint === null ? unknown : firstPaint + this.#paints++
    const before = this.known
    for (let row = 0; row < this.rows && this.stepsLeft >= 0; row++) {
      const isCut = row < top + margin || row + 1 > bottom - margin
      this.#fillRow(row, isEvenOdd, isCut ? unknown : state, left + margin, right - margin)
    }
    this.#setTouched()
    if (paint !== null && this.known > before) this.#compare(paint)
  }

  /**
   * @param half half of the stroke's width where it is narrowest, and where it is widest, with its caps.
   * @param miter how far its corners reach at most, as a multiple of the wider one.
   */
  stroke(
    outline: Outline,
    { least, most }: { least: number; most: number },
    miter: number,
    paint: Paint | null,
  ): void {
    this.#beginPass()
    const { count, kinds } = outline
    if (paint !== null) {
      const before = this.known
      const state = firstPaint + this.#paints++
      for (let n = 1; n < count; n++)
        if (kinds[n] === LineKind.straight) this.#coverLine(outline, n, least, state)
      if (this.known > before) this.#compare(paint)
    }
    for (let n = 1; n < count; n++) if (kinds[n] !== LineKind.none) this.#touchLine(outline, n, most + margin)
    if (miter > 1) for (let n = 0; n < count; n++) this.#touchAround(outline, n, most * miter + margin)
    this.#setTouched()
  }

  #beginPass(): void {
    this.#pass++
    this.#touchedCount = 0
  }

  /** The cells that are touched, and nothing is known of, stay unknown. */
  #setTouched(): void {
    for (let n = 0; n < this.#touchedCount; n++) {
      const cell = this.#touched[n] ?? 0
      if (this.#states[cell] === unset) this.#states[cell] = unknown
    }
  }

  /** Notes a paint that cells have. */
  #compare(paint: Paint): void {
    if (this.hasTwoColors || this.#present.length === comparedMax) return
    this.hasTwoColors = this.#present.some((other) => isDifferent(paint, other))
    this.#present.push(paint)
  }

  /** Touches the cells that are at most `reach` away from a line. */
  #touchLine(outline: Outline, n: number, reach: number): void {
    const { xs, ys } = outline
    const x1 = xs[n - 1] ?? 0
    const y1 = ys[n - 1] ?? 0
    const x2 = xs[n] ?? 0
    const y2 = ys[n] ?? 0
    const low = Math.min(y1, y2)
    const high = Math.max(y1, y2)
    const first = Math.max(0, Math.floor(low - reach))
    const last = Math.min(this.rows - 1, Math.floor(high + reach))
    const slope = (x2 - x1) / (y2 - y1)
    const isFlat = high - low < flatMax
    for (let row = first; row <= last && this.stepsLeft >= 0; row++) {
      let left = Math.min(x1, x2)
      let right = Math.max(x1, x2)
      if (!isFlat) {
        const from = x1 + (Math.max(low, Math.min(high, row - reach)) - y1) * slope
        const to = x1 + (Math.max(low, Math.min(high, row + 1 + reach)) - y1) * slope
        left = Math.min(from, to)
        right = Math.max(from, to)
      }
      this.#touchRow(row, left - reach, right + reach)
    }
  }

  #touchAround({ xs, ys }: Outline, n: number, reach: number): void {
    const x = xs[n] ?? 0
    const y = ys[n] ?? 0
    const first = Math.max(0, Math.floor(y - reach))
    const last = Math.min(this.rows - 1, Math.floor(y + reach))
    for (let row = first; row <= last; row++) this.#touchRow(row, x - reach, x + reach)
  }

  #touchRow(row: number, left: number, right: number): void {
    const passes = this.#passes
    const start = row * this.columns
    const first = start + Math.max(0, Math.floor(left))
    const end = start + Math.min(this.columns - 1, Math.floor(right))
    this.stepsLeft -= 1 + Math.max(0, end - first)
    for (let cell = first; cell <= end; cell++) {
      if (passes[cell] === this.#pass) continue
      passes[cell] = this.#pass
      this.#touched[this.#touchedCount++] = cell
    }
  }

  #findCrossings({ xs, ys, kinds, count }: Outline): void {
    this.#crossings.fill(-1)
    this.#crossingCount = 0
    for (let n = 1; n < count; n++) {
      if (kinds[n] === LineKind.none) continue
      const x1 = xs[n - 1] ?? 0
      const y1 = ys[n - 1] ?? 0
      const x2 = xs[n] ?? 0
      const y2 = ys[n] ?? 0
      const turn = y2 > y1 ? 1 : -1
      const low = Math.min(y1, y2)
      const high = Math.max(y1, y2)
      const slope = (x2 - x1) / (y2 - y1)
      const last = Math.min(this.rows - 1, Math.ceil(high - 0.5) - 1)
      for (let row = Math.max(0, Math.ceil(low - 0.5)); row <= last && this.stepsLeft >= 0; row++)
        this.#addCrossing(row, x1 + (row + 0.5 - y1) * slope, turn)
    }
  }

  #addCrossing(row: number, x: number, turn: number): void {
    this.stepsLeft--
    const at = this.#crossingCount++
    if (at === this.#next.length) this.#growCrossings()
    this.#crossingX[at] = x
    this.#turns[at] = turn
    this.#next[at] = this.#crossings[row] ?? -1
    this.#crossings[row] = at
  }

  #growCrossings(): void {
    const [next, crossingX, turns] = [this.#next, this.#crossingX, this.#turns]
    this.#next = new Int32Array(2 * next.length)
    this.#crossingX = new Float64Array(2 * next.length)
    this.#turns = new Int8Array(2 * next.length)
    this.#next.set(next)
    this.#crossingX.set(crossingX)
    this.#turns.set(turns)
  }

  /** @param left, @param right what is outside of these stays unknown. */
  #fillRow(row: number, isEvenOdd: boolean, state: number, left: number, right: number): void {
    const count = this.#sortCrossings(row)
    let winding = 0
    for (let n = 0; n + 1 < count; n++) {
      winding += isEvenOdd ? 1 : (this.#sortedTurns[n] ?? 0)
      const isInside = isEvenOdd ? winding % 2 === 1 : winding !== 0
      if (!isInside) continue
      const start = row * this.columns
      const from = start + Math.max(0, Math.ceil((this.#sortedX[n] ?? 0) - 0.5))
      const to = start + Math.min(this.columns - 1, Math.floor((this.#sortedX[n + 1] ?? 0) - 0.5))
      this.stepsLeft -= Math.max(0, to - from)
      const first = start + Math.ceil(left)
      const last = start + Math.floor(right) - 1
      for (let cell = from; cell <= to; cell++) {
        if (this.#passes[cell] === this.#pass || this.#states[cell] !== unset) continue
        const isKnown = state !== unknown && cell >= first && cell <= last
        this.#states[cell] = isKnown ? state : unknown
        if (isKnown) this.known++
      }
    }
  }

  /** By their position. A row has few. */
  #sortCrossings(row: number): number {
    let count = 0
    for (let at = this.#crossings[row] ?? -1; at >= 0; at = this.#next[at] ?? -1) {
      const x = this.#crossingX[at] ?? 0
      let to = count++
      for (; to > 0 && (this.#sortedX[to - 1] ?? 0) > x; to--) {
        this.#sortedX[to] = this.#sortedX[to - 1] ?? 0
        this.#sortedTurns[to] = this.#sortedTurns[to - 1] ?? 0
      }
      this.stepsLeft -= count - to
      if (this.stepsLeft < 0) return 0
      this.#sortedX[to] = x
      this.#sortedTurns[to] = this.#turns[at] ?? 0
    }
    return count
  }

  /**
   * Sets the cells that are inside the stroke of a straight line, away from its ends and its edges. A short
   * line is left out, because its stroke depends on its neighbours.
   */
  #coverLine({ xs, ys }: Outline, n: number, half: number, state: number): void {
    const x1 = xs[n - 1] ?? 0
    const y1 = ys[n - 1] ?? 0
    const length = Math.hypot((xs[n] ?? 0) - x1, (ys[n] ?? 0) - y1)
    if (length < 2 * half) return
    const alongX = ((xs[n] ?? 0) - x1) / length
    const alongY = ((ys[n] ?? 0) - y1) / length
    // From the middle of a cell to its farthest corner in these directions, and the margin.
    const reach = (Math.abs(alongX) + Math.abs(alongY)) / 2 + margin
    const aside = half - reach
    if (aside < 0 || length < 2 * reach) return
    const low = Math.min(y1, ys[n] ?? 0) - half
    const high = Math.max(y1, ys[n] ?? 0) + half
    const last = Math.min(this.rows - 1, Math.floor(high))
    for (let row = Math.max(0, Math.floor(low)); row <= last && this.stepsLeft >= 0; row++) {
      const y = row + 0.5 - y1
      // Both are linear in x, so each limits x to a range.
      const across = rangeOf(-alongY, alongX * y, -aside, aside)
      const along = rangeOf(alongX, alongY * y, reach, length - reach)
      const from = Math.max(0, Math.ceil(x1 + Math.max(across[0], along[0]) - 0.5))
      const to = Math.min(this.columns - 1, Math.floor(x1 + Math.min(across[1], along[1]) - 0.5))
      this.stepsLeft -= 1 + Math.max(0, to - from)
      for (let column = from; column <= to; column++) {
        const cell = row * this.columns + column
        if (this.#states[cell] !== unset) continue
        this.#states[cell] = state
        this.known++
      }
    }
  }
}

const everywhere: ClipBox = {
  left: Number.NEGATIVE_INFINITY,
  top: Number.NEGATIVE_INFINITY,
  right: Number.POSITIVE_INFINITY,
  bottom: Number.POSITIVE_INFINITY,
}

/** Below this height a line counts as horizontal. */
const flatMax = 1e-6

/** The range of x in which `factor * x + constant` is between two values. */
function rangeOf(factor: number, constant: number, least: number, most: number): [number, number] {
  if (Math.abs(factor) < flatMax)
    return constant >= least && constant <= most
      ? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
      : [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  const one = (least - constant) / factor
  const other = (most - constant) / factor
  return one < other ? [one, other] : [other, one]
}

/** Whether a channel of every colour of one paint differs from that of every colour of the other one. */
const isDifferent = (one: Paint, other: Paint): boolean =>
  [0, 1, 2].some(
    (channel) =>
      (one.least[channel] ?? 0) - (other.most[channel] ?? 0) >= differenceMin ||
      (other.least[channel] ?? 0) - (one.most[channel] ?? 0) >= differenceMin,
  )
