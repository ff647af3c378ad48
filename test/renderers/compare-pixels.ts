import type { Pixels } from './pixels.ts'

/** How two pictures of the same size differ. */
export type Difference = {
  /** The largest difference of one channel, 0 to 255. */
  worst: number
  /** Part of the pixels, 0 to 1, in which a channel differs by more than 1: more than rounding explains. */
  shareAboveRounding: number
  /** Part of the pixels, 0 to 1, that nothing around the same place in the other picture explains. */
  shareUnexplained: number
  /**
   * The largest difference, 0 to 255, between what a channel is on average in a square of 8 by 8 pixels: what
   * is small, but is missing or filled.
   */
  worstSquare: number
}

export type CompareOptions = {
  /** How far a channel may be outside of the range that the other picture has around the same place. */
  channelTolerance: number
  /** The distance in pixels that counts as around a place. */
  reachPx: number
  /**
   * The most that two pictures may have and still count as the same: ends of hairlines, crossings of dashes
   * and hinting differ.
   */
  shareUnexplainedMax: number
  worstSquareMax: number
}

/**
 * The same renderer, before and after. A shape whose numbers were rounded moves by less than a hundredth of a
 * pixel, which changes the pixels of its edge by few steps; a shape that is lost, moved or painted
 * differently has pixels that occur nowhere near in the other picture.
 */
export const sameRenderer: CompareOptions = {
  channelTolerance: 12,
  reachPx: 1,
  shareUnexplainedMax: 0.0001,
  worstSquareMax: 12,
}

/**
 * Two renderers. They differ in how they compute the coverage of an edge, in where they put thin lines, in
 * the precision of gradients and filters: nearly all of that stays within the range of colours that the other
 * one has a pixel around; crowds of hairlines do not, and are the same on average. Icons and pictures of the
 * composer have squares that differ by 13 at most; a shape that one renderer leaves out, by 60 and more.
 */
export const acrossRenderers: CompareOptions = {
  channelTolerance: 32,
  reachPx: 1,
  shareUnexplainedMax: 0.02,
  worstSquareMax: 20,
}

/**
 * Glyphs come from different rasterisers with different hinting, and are up to two pixels elsewhere after a
 * line of text.
 */
export const acrossRenderersWithText: CompareOptions = {
  channelTolerance: 64,
  reachPx: 2,
  shareUnexplainedMax: 0.02,
  worstSquareMax: 64,
}

/** Pictures of different sizes differ in everything. */
const different: Difference = { worst: 255, shareAboveRounding: 1, shareUnexplained: 1, worstSquare: 255 }

/**
 * Compares pixel by pixel. A pixel is unexplained when one of its channels lies outside of what the other
 * picture has in the pixels around the same place, from its lowest to its highest value and
 * `channelTolerance` beyond; Both pictures are checked in this way, so that nothing is lost and nothing is
 * added.
 */
export function comparePixels(one: Pixels, other: Pixels, options: CompareOptions): Difference {
  if (one.width !== other.width || one.height !== other.height) return different
  const pixels = one.width * one.height
  let [worst, aboveRounding, unexplained] = [0, 0, 0]
  for (let pixel = 0; pixel < pixels; pixel++) {
    const difference = differenceAt(one.rgba, other.rgba, pixel * 4)
    if (difference > worst) worst = difference
    if (difference > 1) aboveRounding++
    if (difference <= options.channelTolerance) continue
    if (isUnexplained(one, other, pixel, options) || isUnexplained(other, one, pixel, options)) unexplained++
  }
  return {
    worst,
    shareAboveRounding: aboveRounding / pixels,
    shareUnexplained: unexplained / pixels,
    worstSquare: worst <= 1 ? worst : findWorstSquare(one, other),
  }
}

const squareSide = 8

function findWorstSquare(one: Pixels, other: Pixels): number {
  let worst = 0
  for (let top = 0; top + squareSide <= one.height; top += squareSide)
    for (let left = 0; left + squareSide <= one.width; left += squareSide) {
      const sums = [0, 0, 0, 0]
      for (let y = top; y < top + squareSide; y++) {
        const start = (y * one.width + left) * 4
        for (let i = start; i < start + squareSide * 4; i++)
          sums[i % 4] = (sums[i % 4] ?? 0) + (one.rgba[i] ?? 0) - (other.rgba[i] ?? 0)
      }
      for (const sum of sums) worst = Math.max(worst, Math.abs(sum))
    }
  return worst / squareSide ** 2
}

function differenceAt(one: Uint8Array, other: Uint8Array, at: number): number {
  let worst = 0
  for (let i = at; i < at + 4; i++) {
    const difference = Math.abs((one[i] ?? 0) - (other[i] ?? 0))
    if (difference > worst) worst = difference
  }
  return worst
}

function isUnexplained(one: Pixels, other: Pixels, pixel: number, options: CompareOptions): boolean {
  const { width, height, rgba } = other
  const { channelTolerance, reachPx } = options
  const [x, y] = [pixel % width, Math.floor(pixel / width)]
  const [left, right] = [Math.max(0, x - reachPx), Math.min(width - 1, x + reachPx)]
  const [top, bottom] = [Math.max(0, y - reachPx), Math.min(height - 1, y + reachPx)]
  for (let channel = 0; channel < 4; channel++) {
    let [lowest, highest] = [255, 0]
    for (let row = top; row <= bottom; row++)
      for (let column = left; column <= right; column++) {
        const value = rgba[(row * width + column) * 4 + channel] ?? 0
        if (value < lowest) lowest = value
        if (value > highest) highest = value
      }
    const value = one.rgba[pixel * 4 + channel] ?? 0
    if (value < lowest - channelTolerance || value > highest + channelTolerance) return true
  }
  return false
}
