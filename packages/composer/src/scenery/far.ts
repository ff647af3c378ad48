import { type ArtNode, element } from '../art/tree.ts'
import { mixHex } from '../colour.ts'
import type { Random } from '../random.ts'
import type { Far } from './landscape.ts'
import type { Sky } from './skies.ts'

/** The scenery in the distance, above the horizon. */
export function drawFar(far: Far, sky: Sky, horizon: number, random: Random): ArtNode[] {
  const foot = horizon + 12
  switch (far) {
    case 'hills':
      return [
        hill(sky.far[1], foot, random.between(34, 46), random),
        hill(sky.far[0], foot, random.between(20, 30), random),
      ]
    case 'mountains':
      return drawMountains(sky, foot, random)
    case 'forest':
      return drawForest(sky, foot, random)
    case 'city':
      return drawCity(sky, foot, random)
  }
}

function hill(fill: string, foot: number, height: number, random: Random): ArtNode {
  const top = foot - height
  const lean = random.between(-20, 20)
  const d = `M0 ${n(top + 12)}C${n(40 + lean)} ${n(top - 14)} ${n(90 + lean)} ${n(top - 10)} 132 ${n(top + 8)}S${n(214 + lean)} ${n(top - 6)} 256 ${n(top + 4)}V${n(foot)}H0z`
  return element('path', { fill, d })
}

function drawMountains(sky: Sky, foot: number, random: Random): ArtNode[] {
  const peaks = [
    { x: random.between(44, 70), height: random.between(86, 104), half: 78, near: false },
    { x: random.between(186, 212), height: random.between(80, 98), half: 74, near: false },
    { x: random.between(118, 138), height: random.between(104, 124), half: 92, near: true },
  ]
  return peaks.flatMap(({ x, height, half, near }) => {
    const top = foot - height
    const colour = near ? sky.far[0] : sky.far[1]
    const share = 0.3
    const [snowY, snowHalf] = [top + height * share, half * share]
    const cap = `M${n(x)} ${n(top)}L${n(x + snowHalf)} ${n(snowY)}l-${n(snowHalf * 0.5)}-4-${n(snowHalf * 0.35)} 9-${n(snowHalf * 0.4)}-9-${n(snowHalf * 0.35)} 6L${n(x - snowHalf)} ${n(snowY)}z`
    return [
      element('path', { fill: colour, d: `M${n(x)} ${n(top)}L${n(x + half)} ${n(foot)}H${n(x - half)}z` }),
      element('path', {
        fill: mixHex(colour, '#10203a', 0.16),
        d: `M${n(x)} ${n(top)}L${n(x + half)} ${n(foot)}H${n(x + half * 0.12)}z`,
      }),
      element('path', { fill: sky.snow[0], d: cap }),
    ]
  })
}

function drawForest(sky: Sky, foot: number, random: Random): ArtNode[] {
  const rows = [
    { y: foot - 4, size: 62, colour: mixHex(sky.land[1], sky.far[1], 0.55), step: 26 },
    { y: foot + 6, size: 78, colour: mixHex(sky.land[1], '#0d2a22', 0.18), step: 37 },
  ]
  return rows.flatMap(({ y, size, colour, step }, row) => {
    const trees: ArtNode[] = []
    for (let x = row * 10 - 6; x < 264; x += step) {
      const height = size * random.between(0.8, 1.15)
      const half = height * 0.28
      const top = y - height
      const tier = (from: number, to: number, wide: number) =>
        `M${n(x)} ${n(top + height * from)}l${n(half * wide)} ${n(height * (to - from))}h-${n(half * wide * 2)}z`
      trees.push(
        element('path', { fill: colour, d: tier(0, 0.45, 0.6) + tier(0.2, 0.7, 0.82) + tier(0.42, 1, 1) }),
      )
    }
    return trees
  })
}

function drawCity(sky: Sky, foot: number, random: Random): ArtNode[] {
  const shapes: ArtNode[] = []
  const lit = sky.dark ? '#ffd977' : mixHex(sky.far[1], '#ffffff', 0.55)
  for (let x = -8; x < 256; ) {
    const [width, height] = [random.between(22, 30), random.between(34, 66)]
    shapes.push(element('rect', { x, y: foot - height - 22, width, height: height + 22, fill: sky.far[1] }))
    x += width
  }
  for (let x = random.between(-10, 0); x < 256; ) {
    const [width, height] = [random.between(26, 38), random.between(36, 104)]
    const [top, left] = [foot - height, x]
    shapes.push(element('rect', { x: left, y: top, width, height, fill: sky.far[0] }))
    if (random.chance(0.3))
      shapes.push(
        element('rect', { x: left + width / 2 - 1, y: top - 12, width: 2, height: 12, fill: sky.far[0] }),
      )
    for (let row = top + 8; row < foot - 10; row += 12) {
      for (let column = left + 6; column < left + width - 7; column += 9) {
        if (random.chance(0.55))
          shapes.push(element('rect', { x: column, y: row, width: 4, height: 6, fill: lit }))
      }
    }
    x += width + random.between(2, 8)
  }
  return shapes
}

function n(value: number): string {
  return String(Math.round(value * 10) / 10)
}
