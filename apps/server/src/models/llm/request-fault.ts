import { listDrawnShapes, type PictureElement, toHexColor, type ViewBox } from '@chatsvg/svg'
import type { PictureOptions, SvgStyle } from '../port.ts'
import { canvasOf } from './canvas.ts'
import { findStyleFault } from './style-fault.ts'

export type PictureToCheck = { picture: PictureElement; viewBox: ViewBox }

/**
 * Describes, for the model that drew it, how a sanitised picture contradicts the request or its style;
 * undefined if it does not. It only checks what can be counted.
 *
 * @param picture as `sanitizeSvg` returns it.
 */
export function findFault(
  picture: PictureToCheck,
  { style, ...options }: PictureOptions & { style: SvgStyle },
): string | undefined {
  return (
    findCanvasFault(picture, options) ??
    findBackgroundFault(picture, options) ??
    findPaletteFault(picture, options) ??
    findStyleFault(picture, style) ??
    findGroupsFault(picture)
  )
}

/** A picture with fewer shapes counts as one thing. */
const ungroupedMax = 8

function findGroupsFault({ picture, viewBox }: PictureToCheck): string | undefined {
  if (hasNamedGroup(picture) || listDrawnShapes(picture, viewBox).length <= ungroupedMax) return undefined
  return 'Each thing must be a group with its name, <g id="..." aria-label="...">, and there is none'
}

/** The composer names its groups by ids alone. */
function hasNamedGroup({ name, sourceId, attributes, children }: PictureElement): boolean {
  if (name === 'g' && (sourceId ?? attributes.get('aria-label') ?? '') !== '') return true
  return children.some((child) => typeof child !== 'string' && hasNamedGroup(child))
}

/** The distinct names of groups, from the back to the front. */
export function listGroupNames(element: PictureElement): string[] {
  const names = element.children.flatMap((child) => {
    if (typeof child === 'string') return []
    const name = child.name === 'g' ? child.attributes.get('aria-label') : undefined
    return [...(name ? [name] : []), ...listGroupNames(child)]
  })
  return [...new Set(names)]
}

const ratioTolerance = 0.02

function findCanvasFault({ viewBox }: PictureToCheck, options: PictureOptions): string | undefined {
  if (options.width === undefined) return undefined
  const { width, height } = canvasOf(options)
  const ratio = viewBox[2] / viewBox[3] / (width / height)
  if (Math.abs(ratio - 1) <= ratioTolerance) return undefined
  return `The root must have viewBox="0 0 ${width} ${height}"`
}

function findBackgroundFault(
  { picture, viewBox }: PictureToCheck,
  { background }: PictureOptions,
): string | undefined {
  if (background === undefined || background === 'auto') return undefined
  const ground = listDrawnShapes(picture, viewBox).find(({ isGround, fill }) => isGround && fill !== 'none')
  if (background === 'none')
    return ground && 'There must be no background, but a rect covers the whole canvas'
  if (ground && toHexColor(ground.fill) === background) return undefined
  return `The first shape must be a rect of the whole canvas with fill="${background}"`
}

/** Of the painted shapes. */
const strangersMax = 0.25

function findPaletteFault(
  { picture, viewBox }: PictureToCheck,
  { palette }: PictureOptions,
): string | undefined {
  if (!palette) return undefined
  const allowed = palette.map(channelsOf)
  const paints = listDrawnShapes(picture, viewBox)
    .flatMap(({ fill, stroke }) => [fill, stroke])
    .flatMap((paint) => toHexColor(paint) ?? [])
  const strangers = paints.filter((paint) => !allowed.some((color) => isShadeOf(channelsOf(paint), color)))
  if (strangers.length <= paints.length * strangersMax) return undefined
  const named = [...new Set(strangers)].slice(0, 5).join(', ')
  return `The palette is ${palette.join(', ')}, but there are shapes in ${named}`
}

type Channels = readonly number[]

const channelsOf = (hex: string): Channels =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))

/** In 255ths, as the distance of two colours in RGB. */
const shadeTolerance = 40
const [black, white] = [channelsOf('#000000'), channelsOf('#ffffff')]

/** Whether it lies near a mix of the colour with black or with white. */
function isShadeOf(paint: Channels, color: Channels): boolean {
  return [black, white].some((end) => distanceToMixes(paint, color, end) <= shadeTolerance)
}

/** From a point to a line between two points. */
function distanceToMixes(point: Channels, from: Channels, to: Channels): number {
  const along = from.map((value, at) => (to[at] ?? 0) - value)
  const offset = from.map((value, at) => (point[at] ?? 0) - value)
  const length = dot(along, along)
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, dot(offset, along) / length))
  return Math.hypot(...offset.map((value, at) => value - share * (along[at] ?? 0)))
}

const dot = (one: Channels, other: Channels) =>
  one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0)
