import { arcErrorOf } from './arc-error.ts'
import { arc, cubic, move, type PathSegments, quadratic, valuesOfKind } from './path-segments.ts'

/** The number of additional digits of the fine grid. */
export const fineDigits = 3
const fineSteps = 1000
/**
 * Shorter legs turn by degrees when their ends are rounded, and with them miter joins and markers. The value
 * is in fine steps: 20 steps of the grid.
 */
const turningLength = 20 * fineSteps
/** How far rounding may move the middle of an arc, in fine steps: two steps of the grid. */
const arcErrorMax = 2 * fineSteps

/**
 * Rounds the values of `segments`, which were read in fine steps, to a grid, and returns the number of
 * additional digits of this grid: 0, or `FINE_DIGITS` if the coarse grid would visibly turn or bend the
 * drawing. Null if neither grid can represent the path; then the values are unusable.
 *
 * Everything is decided by the positions on the fine grid, and positions on the grid always stay where they
 * are: a path that was written on one of the grids is rounded to the same grid again.
 */
export function roundToGrid(segments: PathSegments, stepsMax: number): 0 | typeof fineDigits | null {
  const { values, size } = segments
  if (segments.hasArcs && !arcsAreFine(segments)) return null
  let largest = 0
  for (let at = 0; at < size; at++) {
    const rounded = Math.floor((values[at] ?? 0) + 0.5)
    values[at] = rounded
    largest = Math.max(largest, Math.abs(rounded))
  }
  if (!(largest <= stepsMax)) return null
  if (turns(segments) || (segments.hasArcs && bends(segments))) return fineDigits
  if (segments.hasArcs) roundWithArcs(segments)
  // The same as `onGrid`, without a call for every number.
  else
    for (let at = 0; at < size; at++) values[at] = Math.floor(((values[at] ?? 0) + fineSteps / 2) / fineSteps)
  return 0
}

/** The result is the same after a translation by whole steps, because differences do not change. */
const onGrid = (fine: number): number => Math.floor((fine + fineSteps / 2) / fineSteps)

function roundWithArcs({ kinds, values, count }: PathSegments): void {
  let at = 0
  for (let n = 0; n < count; n++) {
    const kind = kinds[n] ?? 0
    const last = at + (valuesOfKind[kind] ?? 0)
    for (let i = at; i < last; i++)
      if (kind !== arc || (i !== at + 2 && i !== at + 3)) values[i] = onGrid(values[i] ?? 0)
    at = last
  }
}

/**
 * Whether rounding would turn a leg: a line, a chord, or the line from an end of a curve to its control
 * point.
 */
function turns({ kinds, values, count }: PathSegments): boolean {
  let at = 0
  for (let n = 0; n < count; n++) {
    const kind = kinds[n] ?? 0
    if (kind === cubic) {
      if (legTurns(values, at - 2, at) || legTurns(values, at + 2, at + 4)) return true
      const bare = isSame(values, at - 2, at) || isSame(values, at + 2, at + 4)
      if (bare && legTurns(values, at, at + 2)) return true
    } else if (kind === quadratic) {
      if (legTurns(values, at - 2, at) || legTurns(values, at, at + 2)) return true
    } else if (kind === arc) {
      if (legTurns(values, at - 2, at + 4)) return true
    } else if (kind !== move && legTurns(values, at - 2, at)) return true
    at += valuesOfKind[kind] ?? 0
  }
  return false
}

const isSame = (values: Float64Array, from: number, to: number): boolean =>
  Math.abs((values[to] ?? 0) - (values[from] ?? 0)) +
    Math.abs((values[to + 1] ?? 0) - (values[from + 1] ?? 0)) ===
  0

function legTurns(values: Float64Array, from: number, to: number): boolean {
  const x = (values[to] ?? 0) - (values[from] ?? 0)
  if (x >= turningLength || x <= -turningLength) return false
  const y = (values[to + 1] ?? 0) - (values[from + 1] ?? 0)
  if (y >= turningLength || y <= -turningLength) return false
  // A difference in whole steps does not change, wherever it starts.
  return x % fineSteps !== 0 || y % fineSteps !== 0
}

/** Whether the grid would move or bend an arc visibly. */
function bends({ kinds, values, count }: PathSegments): boolean {
  let at = 0
  for (let n = 0; n < count; n++) {
    const kind = kinds[n] ?? 0
    if (kind === arc && arcErrorOf(values, at, fineSteps) > arcErrorMax) return true
    at += valuesOfKind[kind] ?? 0
  }
  return false
}

/** Whether the fine grid is fine enough for all arcs. The values are not rounded yet. */
function arcsAreFine({ kinds, values, count }: PathSegments): boolean {
  let at = 0
  for (let n = 0; n < count; n++) {
    const kind = kinds[n] ?? 0
    if (kind === arc && arcErrorOf(values, at, 1) > arcErrorMax) return false
    at += valuesOfKind[kind] ?? 0
  }
  return true
}
