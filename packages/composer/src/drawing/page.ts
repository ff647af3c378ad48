import { type ArtNode, element } from '../art/tree.ts'
import { readHex, writeHex } from '../colour.ts'
import type { ScenePlan } from '../plan/scene-plan.ts'
import type { Random } from '../random.ts'
import type { RepaintContext, Style } from '../styles/style.ts'

/** The margin of a card. */
export const pageInset = 30

/** The plan is a card: its canvas is the card. */
export function isPage({ things }: ScenePlan): boolean {
  return things.some((thing) => 'text' in thing && thing.frame === 'card')
}

/** A pale card with a border and, unless it is an elegant one, confetti around the edge. */
export function drawPage(
  plan: ScenePlan,
  { palette }: RepaintContext,
  { width, height }: { width: number; height: number },
  random: Random,
  style: Style,
): ArtNode[] {
  const lined = !style.paintsSky
  const hue = readHex(palette.brand)?.h ?? palette.hue
  const edge = lined ? palette.ink : palette.brand
  const ground = lined ? '#ffffff' : writeHex({ l: 0.965, c: 0.022, h: hue })
  const border = (inset: number, stroke: number) =>
    element('rect', {
      x: inset,
      y: inset,
      width: width - inset * 2,
      height: height - inset * 2,
      rx: 10,
      fill: 'none',
      stroke: edge,
      'stroke-width': stroke,
    })
  const mood = plan.things.flatMap((thing) => ('text' in thing ? [thing.mood] : [])).at(0)
  const isElegant = mood === 'elegant' || mood === 'handwritten'
  return [
    element('rect', { width, height, fill: ground }),
    border(9, lined ? 1.6 : 2.4),
    ...(isElegant ? [border(14, 0.8)] : []),
    ...(isElegant || lined ? [] : drawConfetti(width, height, random, palette)),
  ]
}

/** Dots, bars and triangles in the band between the border and what is on the card. */
function drawConfetti(
  width: number,
  height: number,
  random: Random,
  { brand, accent, tones, brandSecond }: RepaintContext['palette'],
): ArtNode[] {
  const colours = [brand, accent, brandSecond, tones[1], tones[2]] as const
  const count = Math.round((width + height) / 15)
  const shown: { x: number; y: number }[] = []
  return Array.from({ length: count }).flatMap(() => {
    const along = random.between(18, (random.chance(0.5) ? width : height) - 18)
    const across = random.between(17, 27)
    const [x, y] = random.pick([
      [along, across],
      [along, height - across],
      [across, along],
      [width - across, along],
    ] as const)
    const isFree = shown.every((other) => Math.hypot(other.x - x, other.y - y) > 11)
    if (!isFree || x > width - 16 || y > height - 16) return []
    shown.push({ x, y })
    const fill = random.pick(colours)
    const turn = `rotate(${Math.round(random.between(0, 180))} ${Math.round(x)} ${Math.round(y)})`
    return random.pick([
      () => element('circle', { cx: x, cy: y, r: 2.6, fill }),
      () =>
        element('rect', { x: x - 3.6, y: y - 1.3, width: 7.2, height: 2.6, rx: 1.3, fill, transform: turn }),
      () =>
        element('path', {
          fill,
          d: `M${Math.round(x)} ${Math.round(y - 3)}l3.200 5.500h-6.400z`,
          transform: turn,
        }),
    ])()
  })
}
