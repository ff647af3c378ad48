import type { ViewBox } from '@chatsvg/svg'

/** A rendering of a picture in the middle of an area that is three times as wide and as high. */
export type Look = {
  width: number
  height: number
  /** Four bytes a pixel: red, green, blue, opacity; colours multiplied by the opacity. */
  rgba: Uint8Array
  /** The bounding box of everything that is drawn, in the picture's units; null when nothing is drawn. */
  bounds: { x: number; y: number; width: number; height: number } | null
}

export const surroundingsFactor = 3

/** Below this a pixel cannot be distinguished from a light background, nor from a dark one. */
const visibleOpacityMin = 8
const visiblePixelsMin = 2
/** Pixels that differ by no more count as equal. */
const sameColourMax = 6
const edgeMin = 24
/**
 * A picture with this many edges inside, for each pixel of its longer side, shows enough, whatever is
 * outside.
 */
const richEdgesPerPixel = 4.7
const insideShareMin = 0.15

/**
 * Why a picture is unusable: nothing is visible on a light or a dark background, it lies beside its canvas,
 * most of it is cut off, or everything in it has one colour. As a sentence for the model that drew it; null
 * when it is usable.
 */
export function findLookProblem(look: Look, picture: { viewBox: ViewBox; shapes: number }): string | null {
  const inside = measure(look, cropToPicture(look))
  const all = measure(look, { left: 0, top: 0, right: look.width, bottom: look.height })
  const where = `its viewBox is "${picture.viewBox.join(' ')}"${look.bounds ? `, but its shapes reach from ${describeBounds(look.bounds)}` : ''}`
  if (inside.visible < visiblePixelsMin) {
    if (all.visible >= visiblePixelsMin || liesOutside(look.bounds, picture.viewBox))
      return `everything that it draws lies outside of its canvas: ${where}; move and scale the drawing into the viewBox`
    return 'it is blank: nothing in it can be seen on a light or on a dark ground; its shapes need a size, and a fill or stroke with enough opacity'
  }
  const isMostlyCutOff =
    inside.edges < (Math.max(look.width, look.height) / surroundingsFactor) * richEdgesPerPixel &&
    inside.edges < all.edges * insideShareMin &&
    inside.visible < all.visible * insideShareMin
  if (isMostlyCutOff)
    return `most of what it draws is cut off at the edges of its canvas: ${where}; move and scale the drawing into the viewBox`
  if (inside.hasOneColour && picture.shapes > 1)
    return 'it shows one flat colour: its shapes have the colour of their ground, or are hidden behind what is drawn after them'
  return null
}

type Area = { left: number; top: number; right: number; bottom: number }

function cropToPicture({ width, height }: Look): Area {
  const start = (side: number) => Math.floor(side / surroundingsFactor)
  const end = (side: number) => Math.max(start(side) + 1, Math.ceil((side * 2) / surroundingsFactor))
  return { left: start(width), top: start(height), right: end(width), bottom: end(height) }
}

/**
 * @returns the number of visible pixels, the number of edges between different neighbours, and whether
 * everything is one opaque colour.
 */
function measure({ width, rgba }: Look, { left, top, right, bottom }: Area) {
  const pixels = readWhole(rgba)
  const differ = (a: number, b: number, max: number) => pixels[a] !== pixels[b] && distance(rgba, a, b) > max
  let visible = 0
  let edges = 0
  let hasOneColour = true
  const first = top * width + left
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const at = y * width + x
      if ((rgba[at * 4 + 3] ?? 0) >= visibleOpacityMin) visible += 1
      if (hasOneColour && differ(at, first, sameColourMax)) hasOneColour = false
      if (x > left && differ(at, at - 1, edgeMin)) edges += 1
      if (y > top && differ(at, at - width, edgeMin)) edges += 1
    }
  }
  return { visible, edges, hasOneColour: hasOneColour && (rgba[first * 4 + 3] ?? 0) >= visibleOpacityMin }
}

/** One number for each pixel: most neighbours are equal, and then one comparison is enough. */
function readWhole(rgba: Uint8Array): Uint32Array {
  // A copy, because data from a pipe may begin at any byte.
  return new Uint32Array(new Uint8Array(rgba).buffer)
}

/** The largest difference of two pixels in one channel. */
function distance(rgba: Uint8Array, a: number, b: number): number {
  let largest = 0
  for (let channel = 0; channel < 4; channel += 1)
    largest = Math.max(largest, Math.abs((rgba[a * 4 + channel] ?? 0) - (rgba[b * 4 + channel] ?? 0)))
  return largest
}

function liesOutside(bounds: Look['bounds'], [x, y, width, height]: ViewBox): boolean {
  if (!bounds) return false
  return (
    bounds.x > x + width ||
    bounds.y > y + height ||
    bounds.x + bounds.width < x ||
    bounds.y + bounds.height < y
  )
}

function describeBounds({ x, y, width, height }: NonNullable<Look['bounds']>): string {
  const [left, right, top, bottom] = [x, x + width, y, y + height].map((value) => Math.round(value * 10) / 10)
  return `x ${left} to ${right} and y ${top} to ${bottom}`
}
