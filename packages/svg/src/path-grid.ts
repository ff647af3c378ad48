import { arcErrorOf } from './arc-error.ts'
import { ARC, CUBIC, MOVE, type PathSegments, QUADRATIC, VALUES_OF_KIND } from './path-segments.ts'

/** The fine grid has so many more digits than the one that was asked for. */
export const FINE_DIGITS = 3
const FINE_STEPS = 1000
/**
 * Shorter legs turn when their ends are rounded: by degrees, and miter joins and markers with them. In fine
 * steps: 20 of the grid.
 */
const TURNING_LENGTH = 20 * FINE_STEPS
/** How far rounding may move the middle of an arc. In fine steps: two of the grid. */
const ARC_ERROR_MAX = 2 * FINE_STEPS

/**
 * Rounds the values of `segments`, which were read in fine steps, to a grid, and answers how many digits more
 * than asked for this grid has: none, or `FINE_DIGITS` where the grid would turn or bend what is drawn. Null
 * where neither can hold the path; the values are unusable then.
 *
 * Everything is decided by the positions on the fine grid, and positions on the grid always stay where they
 * are: a path that was written on one of the grids is rounded to the same grid again.
 */
export const roundToGrid = (segments: PathSegments, stepsMax: number): 0 | typeof FINE_DIGITS | null => {
  const { values, size } = segments
  if (segments.hasArcs && !arcsAreFine(segments)) return null
  let largest = 0
  for (let at = 0; at < size; at++) {
    const rounded = Math.floor((values[at] ?? 0) + 0.5)
    values[at] = rounded
    largest = Math.max(largest, Math.abs(rounded))
  }
  if (!(largest <= stepsMax)) return null
  if (turns(segments) || (segments.hasArcs && bends(segments))) return FINE_DIGITS
  if (segments.hasArcs) roundWithArcs(segments)
  // As `onGrid` does, without a call for every number.
  else
    for (let at = 0; at < size; at++)
      values[at] = Math.floor(((values[at] ?? 0) + FINE_STEPS / 2) / FINE_STEPS)
  return 0
}

/** Translations by whole steps keep what it answers: equal differences stay equal. */
const onGrid = (fine: number): number => Math.floor((fine + FINE_STEPS / 2) / FINE_STEPS)

const roundWithArcs = ({ kinds, values, count }: PathSegments): void => {
  let at = 0
  for (let n = 0; n < count; n++) {
    const kind = kinds[n] ?? 0
    const last = at + (VALUES_OF_KIND[kind] ?? 0)
    for (let i = at; i < last; i++)
      if (kind !== ARC || (i !== at + 2 && i !== at + 3)) values[i] = onGrid(values[i] ?? 0)
    at = last
  }
}

/**
 * Whether rounding would turn a leg: a line, a chord, or what leads from an end of a curve to its control
 * point.
 */
const turns = ({ kinds, values, count }: PathSegments): boolean => {
  let at = 0
  for (let n = 0; n < count; n++) {
    const kind = kinds[n] ?? 0
    if (kind === CUBIC) {
      if (legTurns(values, at - 2, at) || legTurns(values, at + 2, at + 4)) return true
      const bare = isSame(values, at - 2, at) || isSame(values, at + 2, at + 4)
      if (bare && legTurns(values, at, at + 2)) return true
    } else if (kind === QUADRATIC) {
      if (legTurns(values, at - 2, at) || legTurns(values, at, at + 2)) return true
    } else if (kind === ARC) {
      if (legTurns(values, at - 2, at + 4)) return true
    } else if (kind !== MOVE && legTurns(values, at - 2, at)) return true
    at += VALUES_OF_KIND[kind] ?? 0
  }
  return false
}

const isSame = (values: Float64Array, from: number, to: number): boolean =>
  Math.abs((values[to] ?? 0) - (values[from] ?? 0)) +
    Math.abs((values[to + 1] ?? 0) - (values[from + 1] ?? 0)) ===
  0

const legTurns = (values: Float64Array, from: number, to: number): boolean => {
  const x = (values[to] ?? 0) - (values[from] ?? 0)
  if (x >= TURNING_LENGTH || x <= -TURNING_LENGTH) return false
  const y = (values[to + 1] ?? 0) - (values[from + 1] ?? 0)
  if (y >= TURNING_LENGTH || y <= -TURNING_LENGTH) return false
  // Whole steps stay what they are, wherever they start.
  return x % FINE_STEPS !== 0 || y % FINE_STEPS !== 0
}

/** Whether the grid would move or bend an arc visibly. */
const bends = ({ kinds, values, count }: PathSegments): boolean => {
  let at = 0
  for (let n = 0; n < count; n++) {
    const kind = kinds[n] ?? 0
    if (kind === ARC && arcErrorOf(values, at, FINE_STEPS) > ARC_ERROR_MAX) return true
    at += VALUES_OF_KIND[kind] ?? 0
  }
  return false
}

/** Whether the fine grid is fine enough for all arcs; takes values that are not rounded yet. */
const arcsAreFine = ({ kinds, values, count }: PathSegments): boolean => {
  let at = 0
  for (let n = 0; n < count; n++) {
    const kind = kinds[n] ?? 0
    if (kind === ARC && arcErrorOf(values, at, 1) > ARC_ERROR_MAX) return false
    at += VALUES_OF_KIND[kind] ?? 0
  }
  return true
}
