import { type ArtNode, element } from '../art/tree.ts'
import { mixHex } from '../colour.ts'
import type { Random } from '../random.ts'
import { drawRoom, drawStreet, drawTable } from './indoors.ts'
import type { Near } from './landscape.ts'
import type { Sky } from './skies.ts'

/** The ground from the horizon to the lower edge. */
export function drawNear(near: Near, sky: Sky, horizon: number, random: Random, shine: boolean): ArtNode[] {
  switch (near) {
    case 'sea':
      return [
        element('rect', { y: horizon, width: 256, height: 256 - horizon, fill: sky.sea[0] }),
        ...(shine ? drawShine(sky, horizon, random) : []),
        ...drawRipples(sky, horizon, random),
      ]
    case 'beach':
      return [
        element('rect', { y: horizon, width: 256, height: 60, fill: sky.sea[0] }),
        ...drawRipples(sky, horizon, random).slice(0, 4),
        element('path', {
          fill: mixHex(sky.sea[0], '#ffffff', 0.65),
          d: 'M0 189c46-16 90-14 128-6s88 4 128-10v20H0z',
        }),
        element('path', { fill: sky.sand[0], d: 'M0 195c46-16 90-14 128-6s88 4 128-10V256H0z' }),
        ...drawPebbles(sky.sand[1], random),
      ]
    case 'meadow':
      return [...drawGround(sky.land, horizon), ...drawTufts(sky.land[1], random)]
    case 'garden':
      return [...drawGround(sky.land, horizon), ...drawTufts(sky.land[1], random), ...drawFlowers(random)]
    case 'street':
      return drawStreet(sky, horizon)
    case 'room':
      return drawRoom(sky, horizon, random)
    case 'table':
      return drawTable(sky, horizon, random)
    case 'snow':
      return drawGround(sky.snow, horizon)
    case 'desert':
      return [
        element('path', { fill: sky.sand[1], d: `M0 ${horizon + 2}c60-34 120-22 150-2s70 14 106-8v70H0z` }),
        ...drawGround(sky.sand, horizon + 18),
      ]
  }
}

function drawGround([light, deep]: readonly [string, string], horizon: number): ArtNode[] {
  return [
    element('path', { fill: light, d: `M0 ${horizon + 8}c44-16 84-14 128-6s86 8 128-4V256H0z` }),
    element('path', { fill: deep, d: 'M0 238c48-12 88-8 128-4s86 4 128-6V256H0z' }),
  ]
}

function drawShine(sky: Sky, horizon: number, random: Random): ArtNode[] {
  return [0, 1, 2, 3, 4].map((row) => {
    const width = 62 - row * 9 + random.between(-6, 6)
    return element('rect', {
      x: 128 - width / 2 + random.between(-10, 10),
      y: horizon + 8 + row * 15,
      width,
      height: 4,
      rx: 2,
      fill: sky.lamp,
      opacity: 0.75 - row * 0.1,
    })
  })
}

function drawRipples(sky: Sky, horizon: number, random: Random): ArtNode[] {
  const colour = mixHex(sky.sea[0], '#ffffff', sky.dark ? 0.16 : 0.34)
  return Array.from({ length: 9 }, (_, at) => {
    const [x, y] = [random.between(4, 214), horizon + 10 + at * 9.5]
    return element('path', {
      fill: colour,
      d: `M${x.toFixed(1)} ${y.toFixed(1)}c6-4 12-4 18 0s12 4 18 0v2.6c-6 4-12 4-18 0s-12-4-18 0z`,
    })
  })
}

function drawPebbles(fill: string, random: Random): ArtNode[] {
  return Array.from({ length: 9 }, () =>
    element('ellipse', {
      cx: random.between(8, 248),
      cy: random.between(208, 250),
      rx: random.between(2, 4),
      ry: 1.4,
      fill,
    }),
  )
}

function drawTufts(fill: string, random: Random): ArtNode[] {
  return Array.from({ length: 7 }, () => {
    const [x, y] = [random.between(8, 240), random.between(202, 236)]
    return element('path', { fill, d: `M${x.toFixed(1)} ${y.toFixed(1)}l-3-7 4 4 1-7 2 7 4-4-2 7z` })
  })
}

function drawFlowers(random: Random): ArtNode[] {
  const colours = ['#f26d8d', '#ffd166', '#ffffff', '#b07ce8', '#ff9a5c'] as const
  return Array.from({ length: 12 }, (_, at) => {
    const [x, y] = [random.between(8, 248), random.between(198, 248)]
    const petals = [0, 1, 2, 3, 4].map((petal) => {
      const angle = (petal * 2 * Math.PI) / 5
      return element('circle', {
        cx: x + Math.cos(angle) * 3.4,
        cy: y + Math.sin(angle) * 3.4,
        r: 2.6,
        fill: colours[at % colours.length] ?? colours[0],
      })
    })
    return element('g', {}, [...petals, element('circle', { cx: x, cy: y, r: 2.2, fill: '#f6b93b' })])
  })
}
