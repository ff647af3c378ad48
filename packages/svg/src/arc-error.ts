import { rotationDecimals } from './path-segments.ts'

/**
 * The approximate distance by which the middle of the arc at `at` moves when its values are rounded to
 * multiples of `step`, in the unit of the values; 0 if rounding changes nothing, Infinity if it would turn
 * the arc into a line. An arc is defined by its ends and radii (SVG 2, section 9.5.1 and appendix B.2). If
 * the chord is nearly as long as the ellipse is wide, or is short in a large arc, a small change moves the
 * centre far.
 */
export function arcErrorOf(values: Float64Array, at: number, step: number): number {
  const x = (values[at + 4] ?? 0) - (values[at - 2] ?? 0)
  const y = (values[at + 5] ?? 0) - (values[at - 1] ?? 0)
  const radiusX = Math.abs(values[at] ?? 0)
  const radiusY = Math.abs(values[at + 1] ?? 0)
  const change = Math.max(
    Math.abs(roundTo(values[at + 4] ?? 0, step) - roundTo(values[at - 2] ?? 0, step) - x) / 2,
    Math.abs(roundTo(values[at + 5] ?? 0, step) - roundTo(values[at - 1] ?? 0, step) - y) / 2,
    Math.abs(roundTo(radiusX, step) - radiusX),
    Math.abs(roundTo(radiusY, step) - radiusY),
  )
  const smaller = Math.min(radiusX, radiusY)
  // Without a radius it is a line, without a chord nothing is drawn.
  if (change === 0 || smaller === 0 || (x === 0 && y === 0)) return 0
  if (roundTo(smaller, step) === 0) return Number.POSITIVE_INFINITY
  const angle = ((values[at + 2] ?? 0) / 10 ** rotationDecimals / 180) * Math.PI
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  // Half the chord, scaled so that the ellipse is a circle with radius 1.
  const half = Math.hypot((cos * x + sin * y) / radiusX, (cos * y - sin * x) / radiusY) / 2
  const radius = Math.max(radiusX, radiusY) * Math.max(1, half)
  const unitChange = (uncertainty * change) / smaller
  // Squared, from the chord to the centre; below zero the ellipse is too small and is made larger, with its
  // centre on the chord.
  const distance = 1 - half * half
  if (distance < -2 * unitChange) return radiusX === radiusY ? 0 : radius * unitChange
  const toCentre = Math.sqrt(Math.max(distance, 0))
  const shift = Math.min(unitChange / toCentre, Math.sqrt(2 * unitChange))
  const isLarge = (values[at + 3] ?? 0) >= 2
  const swing = isLarge ? (2 * uncertainty * change * radius * toCentre) / Math.hypot(x, y) : 0
  return radius * shift + swing
}

const roundTo = (value: number, step: number): number => Math.floor(value / step + 0.5) * step

/** The error of both ends and a radius together, as a multiple of the error of one value. */
const uncertainty = 2.4
