import { type ArtNode, element } from '../art/tree.ts'
import { shiftHex } from '../colour.ts'
import { n, type Point } from './limbs.ts'
import type { Outfit } from './outfits.data.ts'

export type HeadLooks = {
  skin: string
  hair: string
  hairStyle: 'short' | 'long' | 'curly' | 'bald'
  beard: boolean
  glasses: boolean
  isWoman: boolean
  sleeping: boolean
  /** Looks to the right instead of at the viewer. */
  gazes?: boolean
  /** A hood covers all but the eyes. */
  masked: boolean
}

/** A head in two layers: hair that falls behind the body, and the rest. */
export function drawHead(layer: 'back' | 'front', looks: HeadLooks, { x, y }: Point, r: number): ArtNode[] {
  const { skin, hair, hairStyle } = looks
  if (layer === 'back') {
    if (hairStyle === 'long') {
      const d = `M${n(x - r * 1.12)} ${n(y)}a${n(r * 1.12)} ${n(r * 1.15)} 0 0 1 ${n(r * 2.24)} 0v${n(r * 1.15)}q0 ${n(r * 0.5)} ${n(-r * 0.5)} ${n(r * 0.5)}h${n(-r * 1.24)}q${n(-r * 0.5)} 0 ${n(-r * 0.5)} ${n(-r * 0.5)}z`
      return [element('path', { fill: shiftHex(hair, { l: -0.05 }), d })]
    }
    if (hairStyle !== 'curly') return []
    return [-1, -0.45, 0.45, 1].map((share) =>
      element('circle', {
        cx: x + share * r * 0.95,
        cy: y - r * (0.62 - Math.abs(share) * 0.5),
        r: r * 0.52,
        fill: hair,
      }),
    )
  }
  const eyeY = y + r * 0.06
  const ink = '#2b2420'
  const turn = looks.gazes ? 0.28 : 0
  const eyes = [x + r * (turn - 0.2), x + r * (turn * 0.9 + 0.52)]
  const face: ArtNode[] = looks.masked
    ? [
        element('rect', {
          x: x - r * 0.62,
          y: eyeY - r * 0.22,
          width: r * 1.5,
          height: r * 0.44,
          rx: r * 0.2,
          fill: skin,
        }),
      ]
    : []
  return [
    element('circle', { cx: x, cy: y, r, fill: looks.masked ? '#2b2f3a' : skin }),
    ...(looks.masked
      ? []
      : [
          element('circle', {
            cx: x - r * 0.82,
            cy: y + r * 0.16,
            r: r * 0.2,
            fill: shiftHex(skin, { l: -0.05 }),
          }),
        ]),
    ...face,
    ...(looks.masked ? [] : drawHair(looks, { x, y }, r)),
    ...(looks.beard ? [drawBeard(hair, { x, y }, r)] : []),
    ...eyes.map((cx) =>
      looks.sleeping
        ? element('path', {
            fill: ink,
            d: `M${n(cx - r * 0.14)} ${n(eyeY)}q${n(r * 0.14)} ${n(r * 0.16)} ${n(r * 0.28)} 0v${n(r * 0.05)}q${n(-r * 0.14)} ${n(r * 0.16)} ${n(-r * 0.28)} 0z`,
          })
        : element('circle', { cx, cy: eyeY, r: r * 0.105, fill: ink }),
    ),
    ...(looks.glasses ? drawGlasses(eyes, eyeY, r) : []),
    ...(looks.masked ? [] : [drawMouth({ x: x + r * turn * 0.9, y }, r)]),
    ...(looks.gazes && !looks.masked ? [drawNose({ x, y }, r, skin)] : []),
  ]
}

function drawMouth({ x, y }: Point, r: number): ArtNode {
  const [left, right, top] = [x - r * 0.12, x + r * 0.5, y + r * 0.46]
  return element('path', {
    fill: '#a8433c',
    d: `M${n(left)} ${n(top)}q${n((right - left) / 2)} ${n(r * 0.36)} ${n(right - left)} 0q${n((left - right) / 2)} ${n(r * 0.14)} ${n(left - right)} 0z`,
  })
}

/** Beyond the edge of the face, so that it is seen from the side. */
function drawNose({ x, y }: Point, r: number, skin: string): ArtNode {
  return element('circle', { cx: x + r * 0.99, cy: y + r * 0.26, r: r * 0.17, fill: skin })
}

function drawHair({ hair, hairStyle }: HeadLooks, { x, y }: Point, r: number): ArtNode[] {
  if (hairStyle === 'bald') return []
  const low = hairStyle === 'long' ? 0.35 : 0.05
  const d = `M${n(x - r * 1.05)} ${n(y + r * low)}C${n(x - r * 1.25)} ${n(y - r * 1.3)} ${n(x + r * 1.15)} ${n(y - r * 1.5)} ${n(x + r * 0.98)} ${n(y - r * 0.3)}C${n(x + r * 0.5)} ${n(y - r * 0.75)} ${n(x - r * 0.25)} ${n(y - r * 0.62)} ${n(x - r * 0.58)} ${n(y - r * 0.22)}Q${n(x - r * 0.62)} ${n(y + r * low)} ${n(x - r * 0.84)} ${n(y + r * low)}z`
  return [element('path', { fill: hair, d })]
}

function drawBeard(hair: string, { x, y }: Point, r: number): ArtNode {
  return element('path', {
    fill: hair,
    d: `M${n(x - r * 0.86)} ${n(y + r * 0.2)}q${n(r * 0.2)} ${n(r * 0.2)} ${n(r * 0.6)} ${n(r * 0.12)}h${n(r * 0.8)}q${n(r * 0.3)} 0 ${n(r * 0.42)} ${n(-r * 0.12)}q${n(r * 0.06)} ${n(r * 1.2)} ${n(-r * 0.86)} ${n(r * 1.25)}q${n(-r * 0.98)} 0 ${n(-r * 0.96)} ${n(-r * 1.25)}z`,
  })
}

function drawGlasses(eyes: readonly number[], y: number, r: number): ArtNode[] {
  return eyes.map((cx) =>
    element('path', {
      fill: '#39424f',
      'fill-rule': 'evenodd',
      d: `M${n(cx - r * 0.3)} ${n(y)}a${n(r * 0.3)} ${n(r * 0.3)} 0 1 1 ${n(r * 0.6)} 0a${n(r * 0.3)} ${n(r * 0.3)} 0 1 1 ${n(-r * 0.6)} 0zm${n(r * 0.07)} 0a${n(r * 0.23)} ${n(r * 0.23)} 0 1 0 ${n(r * 0.46)} 0a${n(r * 0.23)} ${n(r * 0.23)} 0 1 0 ${n(-r * 0.46)} 0z`,
    }),
  )
}

/** What is on a head, over its hair. */
export function drawHat(
  hat: NonNullable<Outfit['hat']>,
  fill: string,
  { x, y }: Point,
  r: number,
): ArtNode[] {
  const brow = y - r * 0.42
  const at = (dx: number, dy: number) => `${n(x + r * dx)} ${n(brow + r * dy)}`
  const dome = `M${at(-1.04, 0.1)}C${at(-1.1, -1.15)} ${at(1.1, -1.15)} ${at(1.04, 0.1)}z`
  const brim = (width: number, height = 0.24) =>
    element('rect', {
      x: x - r * width,
      y: brow - r * 0.06,
      width: r * width * 2,
      height: r * height,
      rx: r * 0.1,
      fill: shiftHex(fill, { l: -0.07 }),
    })
  const path = (d: string, colour = fill) => element('path', { fill: colour, d })
  switch (hat) {
    case 'chef':
      return [
        path(
          `M${at(-0.86, 0)}V${n(brow - r * 0.7)}C${at(-1.7, -1)} ${at(-0.9, -1.9)} ${at(-0.3, -1.4)}C${at(0, -1.9)} ${at(0.5, -1.8)} ${at(0.5, -1.4)}C${at(1.3, -1.8)} ${at(1.6, -0.8)} ${at(0.86, -0.7)}V${n(brow)}z`,
        ),
        element('rect', {
          x: x - r * 0.9,
          y: brow - r * 0.22,
          width: r * 1.8,
          height: r * 0.36,
          rx: r * 0.08,
          fill: '#dfe4ea',
        }),
      ]
    case 'cap':
      return [
        path(dome),
        path(
          `M${at(0.1, -0.05)}H${n(x + r * 1.5)}q${n(r * 0.12)} ${n(r * 0.26)} ${n(-r * 0.2)} ${n(r * 0.24)}H${n(x + r * 0.1)}z`,
          shiftHex(fill, { l: -0.08 }),
        ),
      ]
    case 'helmet':
    case 'hardHat':
      return [
        path(dome),
        brim(hat === 'helmet' ? 1.35 : 1.2),
        path(
          `M${at(-0.14, -0.86)}h${n(r * 0.28)}v${n(r * 0.8)}h${n(-r * 0.28)}z`,
          shiftHex(fill, { l: 0.08 }),
        ),
      ]
    case 'straw':
      return [
        path(`M${at(-0.8, 0.1)}C${at(-0.8, -1.2)} ${at(0.8, -1.2)} ${at(0.8, 0.1)}z`),
        brim(1.6),
        element('rect', {
          x: x - r * 0.8,
          y: brow - r * 0.24,
          width: r * 1.6,
          height: r * 0.2,
          fill: shiftHex(fill, { l: -0.2 }),
        }),
      ]
    case 'crown':
      return [
        path(
          `M${at(-0.86, 0)}L${at(-1, -1)}L${at(-0.45, -0.5)}L${at(0, -1.2)}L${at(0.45, -0.5)}L${at(1, -1)}L${at(0.86, 0)}z`,
        ),
      ]
    case 'pointed':
      return [
        path(`M${at(-0.82, 0.05)}Q${at(-0.3, -1.2)} ${at(-0.5, -2.5)}Q${at(0.5, -1.4)} ${at(0.86, 0.05)}z`),
        brim(1.5),
      ]
    case 'beret':
      return [path(`M${at(-1.2, -0.05)}C${at(-1.3, -1.1)} ${at(1, -1.2)} ${at(0.95, 0)}z`)]
    case 'santa':
      return [
        path(
          `M${at(-1, 0)}C${at(-0.8, -1.3)} ${at(0.4, -1.7)} ${at(-1.5, -0.9)}C${at(-0.4, -2.1)} ${at(1, -1.3)} ${at(1, 0)}z`,
        ),
        element('rect', {
          x: x - r * 1.1,
          y: brow - r * 0.2,
          width: r * 2.2,
          height: r * 0.4,
          rx: r * 0.2,
          fill: '#ffffff',
        }),
        element('circle', { cx: x - r * 1.5, cy: brow - r * 0.85, r: r * 0.26, fill: '#ffffff' }),
      ]
    case 'pirate':
      return [
        path(
          `M${at(-1.5, 0.1)}C${at(-1.2, -1.5)} ${at(1.2, -1.5)} ${at(1.5, 0.1)}Q${at(0, -0.5)} ${at(-1.5, 0.1)}z`,
        ),
        element('circle', { cx: x, cy: brow - r * 0.55, r: r * 0.2, fill: '#f4f6f9' }),
      ]
    case 'space':
      return [
        element('path', {
          fill,
          'fill-rule': 'evenodd',
          d: `M${n(x - r * 1.4)} ${n(y)}a${n(r * 1.4)} ${n(r * 1.4)} 0 1 1 ${n(r * 2.8)} 0a${n(r * 1.4)} ${n(r * 1.4)} 0 1 1 ${n(-r * 2.8)} 0zm${n(r * 0.34)} 0a${n(r * 1.12)} ${n(r * 1.05)} 0 1 0 ${n(r * 2.24)} 0a${n(r * 1.12)} ${n(r * 1.05)} 0 1 0 ${n(-r * 2.24)} 0z`,
        }),
      ]
    case 'knight':
      return [
        path(
          `M${n(x - r * 1.08)} ${n(y + r * 0.7)}V${n(y - r * 0.2)}a${n(r * 1.08)} ${n(r * 1.1)} 0 0 1 ${n(r * 2.16)} 0V${n(y + r * 0.7)}q${n(-r * 1.08)} ${n(r * 0.7)} ${n(-r * 2.16)} 0z`,
        ),
        element('rect', {
          x: x - r * 0.5,
          y: y - r * 0.12,
          width: r * 1.3,
          height: r * 0.22,
          fill: '#2b2f3a',
        }),
        path(
          `M${n(x - r * 0.1)} ${n(y - r * 1.25)}q${n(-r * 0.9)} ${n(-r * 0.7)} ${n(-r * 1.3)} ${n(r * 0.2)}q${n(r * 0.7)} ${n(-r * 0.2)} ${n(r * 1.3)} ${n(r * 0.1)}z`,
          '#d93a2b',
        ),
      ]
    case 'mortarboard':
      return [
        path(`M${at(-0.8, 0.05)}v${n(-r * 0.5)}h${n(r * 1.6)}v${n(r * 0.5)}z`),
        path(
          `M${at(0, -1.05)}L${at(1.5, -0.55)}L${at(0, -0.1)}L${at(-1.5, -0.55)}z`,
          shiftHex(fill, { l: 0.06 }),
        ),
      ]
    default:
      return [path(dome)]
  }
}
