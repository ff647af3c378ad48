/**
 * What values of an element are resolved against: the computed values that it inherits (CSS Cascade 5,
 * section 4.4), the viewport that percentages are parts of, and how fine a grid shows everything that can be
 * seen.
 */
export interface Computed {
  /** In user units. */
  fontSize: number
  rootFontSize: number
  /** A factor of the font size, which is what `normal` and plain numbers are. */
  lineHeight: number
  rootLineHeight: number
  /** The nearest viewport in user units: what percentages are parts of. */
  viewportWidth: number
  viewportHeight: number
  /** The picture's own size in pixels: what `vw` and `vh` are parts of. */
  windowWidth: number
  windowHeight: number
  /** The longer side of the outermost view box. */
  side: number
  /** Digits after the point of a coordinate. */
  decimals: number
  /** Units of the outermost viewport that one unit here is drawn as, at most. */
  scale: number
  /** Drawn at other places, and there in other sizes. */
  inDefinition: boolean
  /** The element or one around it says so. */
  hasFontSize: boolean
  fill: PaintOpacity
  stroke: PaintOpacity
  /** How opaque `color` is, which `currentColor` takes on. */
  colorAlpha: number
  textTransform: string
  /** What the elements around write of inherited properties: writing the same again says nothing. */
  said: ReadonlyMap<string, string>
}

/** How opaque an inherited paint is: its colour's part, and the property beside it. */
export interface PaintOpacity {
  alpha: number
  isCurrentColor: boolean
  opacity: number
}

const opaque: PaintOpacity = { alpha: 1, isCurrentColor: false, opacity: 1 }

/** The initial value of `font-size`, `medium`, in user units. */
export const initialFontSize = 16
/** What browsers make of `line-height: normal`, about. */
const lineHeight = 1.1875
/** CSS Images 3, section 4.3: the size of what says nothing about its size. */
export const defaultWidth = 300
export const defaultHeight = 150

/** Where nothing is known yet: for checking grammar alone, and what the root inherits. */
export const initial: Computed = {
  fontSize: initialFontSize,
  rootFontSize: initialFontSize,
  lineHeight: lineHeight,
  rootLineHeight: lineHeight,
  viewportWidth: defaultWidth,
  viewportHeight: defaultHeight,
  windowWidth: defaultWidth,
  windowHeight: defaultHeight,
  side: defaultWidth,
  decimals: 4,
  scale: 1,
  inDefinition: false,
  hasFontSize: false,
  fill: opaque,
  stroke: opaque,
  colorAlpha: 1,
  textTransform: 'none',
  said: new Map(),
}

/** A coordinate is exact to one part of this of the picture's longer side. */
const stepsPerSide = 1_000_000
const decimalsMax = 12

/**
 * Digits after the point that keep all that can be seen.
 *
 * @param side the longer side of the outermost view box. @param scale see `Computed`.
 */
export function decimalsFor(side: number, scale: number): number {
  const decimals = Math.ceil(Math.log10((stepsPerSide * scale) / side))
  return Number.isFinite(decimals) ? Math.min(decimalsMax, Math.max(0, decimals)) : decimalsMax
}
