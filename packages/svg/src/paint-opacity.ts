import { Trait } from './attribute-traits.ts'
import type { Attributes } from './attributes.ts'
import { opacityOf } from './colors.ts'
import { type Computed, copyComputed, type PaintOpacity } from './computed.ts'
import { formatNumber } from './numbers.ts'

const decimals = 4

/** Colours that are not inherited, and the property that gets their opacity. */
const ownColors: readonly [color: string, opacity: string][] = [
  ['stop-color', 'stop-opacity'],
  ['flood-color', 'flood-opacity'],
]

/**
 * Moves the opacity of colours into the related properties, which every renderer supports. An inherited fill
 * keeps the opacity of its colour, whatever `fill-opacity` an element in between has, so both are tracked
 * separately on the way down.
 *
 * @param attributes as `color` and `paint` wrote them; changed.
 * @returns what children inherit; `inherited` itself if nothing changes.
 */
export function resolveOpacities(attributes: Attributes, inherited: Computed): Computed {
  const { traits } = attributes
  const own = (traits & Trait.color) === 0 ? inherited : resolveColors(attributes, inherited)
  const { colorAlpha } = own
  const fill =
    (traits & Trait.fill) === 0 && isOpaque(inherited.fill)
      ? inherited.fill
      : resolvePaint('fill', 'fill-opacity', attributes, inherited.fill, colorAlpha)
  const stroke =
    (traits & Trait.stroke) === 0 && isOpaque(inherited.stroke)
      ? inherited.stroke
      : resolvePaint('stroke', 'stroke-opacity', attributes, inherited.stroke, colorAlpha)
  if (fill === inherited.fill && stroke === inherited.stroke) return own
  const painted = copyComputed(own)
  painted.fill = fill
  painted.stroke = stroke
  return painted
}

/** Whether it is opaque for any value of `color`. */
const isOpaque = ({ alpha, isCurrentColor }: PaintOpacity): boolean => alpha === 1 && !isCurrentColor

function resolveColors(attributes: Attributes, inherited: Computed): Computed {
  let own = inherited
  const color = attributes.get('color')
  if (color !== undefined) {
    const { paint, alpha } = opacityOf(color)
    if (alpha !== 1) attributes.set('color', paint)
    const colorAlpha = paint === 'currentColor' ? inherited.colorAlpha : alpha
    if (colorAlpha !== inherited.colorAlpha) {
      own = copyComputed(inherited)
      own.colorAlpha = colorAlpha
    }
  }
  for (const [name, opacityName] of ownColors) {
    const value = attributes.get(name)
    if (value === undefined) continue
    const { paint, alpha } = alphaOf(value, own.colorAlpha)
    if (alpha === 1) continue
    attributes.set(name, paint)
    const before = Number(attributes.get(opacityName) ?? '1')
    attributes.set(opacityName, formatNumber(clamp(before) * alpha, decimals))
  }
  const light = attributes.get('lighting-color')
  if (light?.includes('/')) attributes.set('lighting-color', opacityOf(light).paint)
  return own
}

function resolvePaint(
  name: string,
  opacityName: string,
  attributes: Attributes,
  inherited: PaintOpacity,
  colorAlpha: number,
): PaintOpacity {
  const value = attributes.get(name)
  const written = attributes.get(opacityName)
  const inheritsTransparency = inherited.alpha !== 1 || (inherited.isCurrentColor && colorAlpha !== 1)
  if (written === undefined && !inheritsTransparency) {
    // Nearly all elements: an opaque paint, or none of their own.
    if (value === undefined || (!value.includes('/') && value !== 'currentColor')) return inherited
  }
  const own: PaintOpacity =
    value === undefined
      ? { ...inherited }
      : { ...inherited, alpha: opacityOf(value).alpha, isCurrentColor: value === 'currentColor' }
  if (value?.includes('/')) attributes.set(name, opacityOf(value).paint)
  if (written !== undefined && written !== 'inherit') own.opacity = clamp(Number(written))
  const effective = own.opacity * (own.isCurrentColor ? colorAlpha : own.alpha)
  const around = inherited.opacity * (inherited.isCurrentColor ? colorAlpha : inherited.alpha)
  if (effective !== around || written !== undefined)
    attributes.set(opacityName, formatNumber(effective, decimals))
  return own
}

const alphaOf = (value: string, colorAlpha: number): { paint: string; alpha: number } =>
  value === 'currentColor' ? { paint: value, alpha: colorAlpha } : opacityOf(value)

const clamp = (value: number): number => Math.min(1, Math.max(0, value))
