import type { Box } from '../art/bounds.ts'
import { measureArt } from '../art/bounds.ts'
import { type ArtNode, element } from '../art/tree.ts'
import type { Random } from '../random.ts'
import { drawFar } from './far.ts'
import type { Landscape } from './landscape.ts'
import type { SkyPart } from './leave-out.ts'
import { drawNear } from './near.ts'
import { type Sky, skies } from './skies.ts'
import { drawClouds, drawLeaves, drawRain, drawSnowfall, drawStars } from './weather.ts'

/**
 * A landscape in flat colours, to be restyled like any drawing. `sky` fills the canvas and is left out by
 * styles that draw in ink on paper; `back` is behind the things, `front` is in front of them.
 */
export type Scenery = {
  sky: ArtNode[]
  back: ArtNode[]
  front: ArtNode[]
  /** The space for things that stand, and for things that fly or swim. */
  standing: Box
  flying: Box
  dark: boolean
}

export type SceneryRequest = {
  landscape: Landscape
  random: Random
  /** Sides of the canvas; the shorter one is 256. */
  canvas: { width: number; height: number }
  /** Whether there are no things, so that the landscape itself is the picture. */
  alone: boolean
  /** Parts of the sky that are left out. If a thing is a sun or a moon, the sky has no second one. */
  omits: ReadonlySet<SkyPart>
  afloat: boolean
}

/** Landscapes are composed on a square with this side, and then stretched to the canvas. */
const side = 256

export function drawScenery(request: SceneryRequest): Scenery {
  const { random, landscape, canvas } = request
  const sky = skies[landscape.light]
  const horizon = horizonOf(landscape)
  const indoors = landscape.near === 'room' || landscape.near === 'table'
  const { omits } = request
  const starry = sky.dark && !omits.has('stars') && landscape.light !== 'underwater' && !indoors
  const stars = starry ? drawStars(random, horizon, landscape.light === 'space' ? 34 : 20) : []
  const lamp = omits.has('lamp') || indoors ? [] : drawLamp(landscape, sky, horizon, random)
  const cloudy = !omits.has('clouds') && /^(?:day|autumn|overcast|sunset)$/.test(landscape.light) && !indoors
  const clouds = cloudy ? drawClouds(random, sky, request.alone ? 3 : 2) : []
  const weatherStars = landscape.falling === 'stars' && stars.length === 0 ? drawStars(random, 150, 12) : []
  const [kx, ky] = [canvas.width / side, canvas.height / side]
  const move = (nodes: ArtNode[]) => nodes.map((node) => keepShape(node, kx, ky))
  const stretch = (nodes: ArtNode[]) => stretched(nodes, kx, ky)
  return {
    sky: stretch(drawBands(sky, landscape, horizon)),
    back: [
      ...move([...stars, ...weatherStars, ...lamp, ...clouds]),
      ...stretch([
        ...(landscape.far ? drawFar(landscape.far, sky, horizon, random) : []),
        ...(landscape.near
          ? drawNear(landscape.near, sky, horizon, random, /^(?:sunset|night)$/.test(landscape.light))
          : []),
      ]),
      ...(landscape.light === 'underwater' ? stretch(drawSeabed(sky, random)) : []),
    ],
    front: [
      ...(request.afloat && landscape.near === 'sea' ? stretch(drawFrontWave(sky)) : []),
      ...move([
        ...(landscape.light === 'autumn' ? drawLeaves(random) : []),
        ...(landscape.falling === 'rain' ? drawRain(random) : []),
        ...(landscape.falling === 'snow' ? drawSnowfall(random) : []),
      ]),
    ],
    standing: scaleBox(standingFrame(landscape, request), kx, ky),
    flying: scaleBox({ x: 32, y: 26, width: 192, height: horizon < 230 ? 172 : 200 }, kx, ky),
    dark: sky.dark,
  }
}

/** Things in the sky move with the canvas, but a sun stays round. */
function keepShape(node: ArtNode, kx: number, ky: number): ArtNode {
  if (kx === 1 && ky === 1) return node
  const box = measureArt([node], Number.POSITIVE_INFINITY)
  const [cx, cy] = [box.x + box.width / 2, box.y + box.height / 2]
  return element('g', { transform: `translate(${round(cx * (kx - 1))} ${round(cy * (ky - 1))})` }, [node])
}

function stretched(nodes: ArtNode[], kx: number, ky: number): ArtNode[] {
  if (nodes.length === 0 || (kx === 1 && ky === 1)) return nodes
  return [element('g', { transform: `scale(${round(kx)} ${round(ky)})` }, nodes)]
}

function scaleBox({ x, y, width, height }: Box, kx: number, ky: number): Box {
  return { x: x * kx, y: y * ky, width: width * kx, height: height * ky }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}

function horizonOf({ near, light }: Landscape): number {
  if (light === 'space' || light === 'underwater' || near === undefined) return 256
  return near === 'sea' ? 158 : near === 'beach' ? 140 : near === 'table' ? 172 : 176
}

function standingFrame({ light, near }: Landscape, { afloat }: SceneryRequest): Box {
  if (light === 'space' || light === 'underwater') return { x: 34, y: 34, width: 188, height: 188 }
  if (near === 'sea') return { x: 36, y: 40, width: 184, height: afloat ? 166 : 174 }
  return { x: 26, y: 34, width: 204, height: 192 }
}

function drawBands(sky: Sky, scene: Landscape, horizon: number): ArtNode[] {
  const bottom = Math.min(256, horizon + 8)
  const step = bottom / sky.bands.length
  const bands = sky.bands.map((colour, at) => {
    if (at === 0) return element('rect', { width: 256, height: 256, fill: colour })
    const y = step * at
    return element('path', {
      fill: colour,
      d: `M0 ${r(y)}c43-${at * 3} 85-${at * 3} 128 0s85 ${at * 3} 128 0V256H0z`,
    })
  })
  if (scene.light !== 'space') return bands
  return [
    ...bands.slice(0, 1),
    element('ellipse', {
      cx: 128,
      cy: 120,
      rx: 150,
      ry: 70,
      fill: '#1d1748',
      transform: 'rotate(-24 128 128)',
    }),
    element('ellipse', {
      cx: 128,
      cy: 122,
      rx: 120,
      ry: 42,
      fill: '#29205c',
      transform: 'rotate(-24 128 128)',
    }),
  ]
}

function drawLamp(scene: Landscape, sky: Sky, horizon: number, random: Random): ArtNode[] {
  const side = random.pick([-1, 1])
  if (scene.light === 'sunset') {
    const low = scene.near === 'sea' || scene.near === 'beach'
    const cx = 128 + side * random.between(8, 40)
    const cy = low ? horizon - 8 : horizon - 44
    return [
      element('circle', { cx, cy, r: 46, fill: '#ffd99a', opacity: 0.45 }),
      element('circle', { cx, cy, r: 34, fill: sky.lamp }),
    ]
  }
  const [cx, cy] = [128 + side * random.between(70, 82), random.between(42, 54)]
  if (scene.light === 'night') {
    return [
      element('circle', { cx, cy, r: 21, fill: sky.lamp }),
      element('circle', { cx: cx - 6, cy: cy - 5, r: 4, fill: '#ecdca0' }),
      element('circle', { cx: cx + 7, cy: cy + 6, r: 3, fill: '#ecdca0' }),
      element('circle', { cx: cx + 5, cy: cy - 9, r: 2, fill: '#ecdca0' }),
    ]
  }
  if ((scene.light === 'day' || scene.light === 'autumn') && scene.falling !== 'snow') {
    return [
      element('circle', { cx, cy, r: 26, fill: '#ffe9a3', opacity: 0.45 }),
      element('circle', { cx, cy, r: 18, fill: sky.lamp }),
    ]
  }
  return []
}

function drawFrontWave(sky: Sky): ArtNode[] {
  return [
    element('path', {
      fill: sky.sea[1],
      d: 'M0 203c11-7 21-7 32 0s21 7 32 0 21-7 32 0 21 7 32 0 21-7 32 0 21 7 32 0 21-7 32 0 21 7 32 0V256H0z',
    }),
  ]
}

function drawSeabed(sky: Sky, random: Random): ArtNode[] {
  const weeds = [22, 40, 214, 234].map((x, at) => {
    const height = random.between(44, 84)
    return element('path', {
      fill: at % 2 === 0 ? '#2f9e74' : '#23845f',
      d: `M${x} 240c-10-${r(height / 3)} 8-${r(height / 2)} -2-${r(height)} 16 ${r(height / 3)} 2 ${r(height / 1.8)} 10 ${r(height)}z`,
    })
  })
  const bubbles = Array.from({ length: 8 }, () =>
    element('circle', {
      cx: random.between(16, 240),
      cy: random.between(20, 190),
      r: random.between(2.5, 6),
      fill: sky.cloud,
      opacity: 0.7,
    }),
  )
  return [
    ...weeds,
    element('path', { fill: sky.sand[0], d: 'M0 232c40-14 84-10 128-4s90 8 128-4V256H0z' }),
    element('path', { fill: sky.sand[1], d: 'M0 246c50-8 90-6 128-2s84 4 128-2V256H0z' }),
    ...bubbles,
  ]
}

function r(value: number): number {
  return Math.round(value * 10) / 10
}
