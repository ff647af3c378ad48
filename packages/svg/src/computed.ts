/**
 * The context in which values of an element are resolved: the computed values that it inherits (CSS Cascade
 * 5, section 4.4), the viewport to which percentages refer, and the precision that is visible.
 */
export interface Computed {
  /** In user units. */
  fontSize: number
  rootFontSize: number
  /** As a factor of the font size, as `normal` and plain numbers are. */
  lineHeight: number
  rootLineHeight: number
  /** The nearest viewport in user units, to which percentages refer. */
  viewportWidth: number
  viewportHeight: number
  /** The picture's own size in pixels, to which `vw` and `vh` refer. */
  windowWidth: number
  windowHeight: number
  /** The longer side of the outermost view box. */
  side: number
  /** Decimal places of a coordinate. */
  decimals: number
  /** The maximum length, in units of the outermost viewport, of one unit of the element. */
  scale: number
  /** Whether it is drawn at other positions, perhaps in other sizes. */
  inDefinition: boolean
  /** Whether the element or an ancestor sets it. */
  hasFontSize: boolean
  fill: PaintOpacity
  stroke: PaintOpacity
  /** The opacity of `color`, which applies to `currentColor`. */
  colorAlpha: number
  textTransform: string
  /** Inherited properties as the ancestors write them. The same value need not be written again. */
  inheritedTexts: ReadonlyMap<string, string>
}

/** The opacity of an inherited paint: that of its colour, and that of the related property. */
export interface PaintOpacity {
  alpha: number
  isCurrentColor: boolean
  opacity: number
}

const opaque: PaintOpacity = { alpha: 1, isCurrentColor: false, opacity: 1 }

/** The initial value of `font-size`, `medium`, in user units. */
export const initialFontSize = 16
/** The approximate value of `line-height: normal` in browsers. */
const lineHeight = 1.1875
/** The size of a picture that sets no size (CSS Images 3, section 4.3). */
export const defaultWidth = 300
export const defaultHeight = 150

/** The initial context: for the root, and for code that only checks grammar. */
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
  inheritedTexts: new Map(),
}

/**
 * A copy, which the caller may change. The engine gives every result of a spread another hidden class, and
 * reads fields many times slower if there are more than four; these all have the same one.
 */
export const copyComputed = (from: Computed): Computed => ({
  fontSize: from.fontSize,
  rootFontSize: from.rootFontSize,
  lineHeight: from.lineHeight,
  rootLineHeight: from.rootLineHeight,
  viewportWidth: from.viewportWidth,
  viewportHeight: from.viewportHeight,
  windowWidth: from.windowWidth,
  windowHeight: from.windowHeight,
  side: from.side,
  decimals: from.decimals,
  scale: from.scale,
  inDefinition: from.inDefinition,
  hasFontSize: from.hasFontSize,
  fill: from.fill,
  stroke: from.stroke,
  colorAlpha: from.colorAlpha,
  textTransform: from.textTransform,
  inheritedTexts: from.inheritedTexts,
})

/** A coordinate is exact to the longer side of the picture divided by this number. */
const stepsPerSide = 1_000_000
const decimalsMax = 12

/**
 * The decimal places that keep everything that is visible.
 *
 * @param side the longer side of the outermost view box. @param scale see `Computed`.
 */
export function decimalsFor(side: number, scale: number): number {
  const decimals = Math.ceil(Math.log10((stepsPerSide * scale) / side))
  return Number.isFinite(decimals) ? Math.min(decimalsMax, Math.max(0, decimals)) : decimalsMax
}
