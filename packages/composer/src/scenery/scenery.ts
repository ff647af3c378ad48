import type { Box } from '../art/bounds.ts'
import { type ArtNode, element } from '../art/tree.ts'
import type { Random } from '../random.ts'
import type { Near, Scene } from '../words/scenes.ts'
import { drawFar } from './far.ts'
import { drawNear } from './near.ts'
import { type Sky, skies } from './skies.ts'
import { drawClouds, drawLeaves, drawRain, drawSnowfall, drawStars } from './weather.ts'

/**
 * A landscape in flat colours on the 256 canvas, to be restyled like any drawing. `sky` fills the canvas and
 * is left out by styles that draw in ink on paper; `back` stands behind the subjects, `front` before them.
 */
export type Scenery = {
  sky: ArtNode[]
  back: ArtNode[]
  front: ArtNode[]
  /** Where subjects that stand, and subjects that fly, have room. */
  standing: Box
  flying: Box
  dark: boolean
  /** The sky's main colour, to judge contrast against. */
  tone: string
}

export type SceneryRequest = {
  scene: Scene
  random: Random
  /** Without subjects, the landscape itself is the picture and gets its sun or moon in the best place. */
  alone: boolean
  /** Subjects that are sky things themselves need no second moon. */
  hasLamp: boolean
  /** Subjects that float in the air need no ground of our invention. */
  flying: boolean
  afloat: boolean
}

export function drawScenery(request: SceneryRequest): Scenery {
  const { random, flying } = request
  const scene = completeScene(request)
  const sky = skies[scene.light ?? 'day']
  const horizon = horizonOf(scene)
  const stars =
    sky.dark && scene.light !== 'underwater'
      ? drawStars(random, horizon, scene.light === 'space' ? 34 : 20)
      : []
  const lamp = request.hasLamp ? [] : drawLamp(scene, sky, horizon, random)
  const clouds =
    scene.light === 'day' ||
    scene.light === 'autumn' ||
    scene.light === 'overcast' ||
    scene.light === 'sunset'
      ? drawClouds(random, sky, request.alone ? 3 : 2)
      : []
  const weatherStars = scene.weather === 'stars' && stars.length === 0 ? drawStars(random, 150, 12) : []
  return {
    sky: drawBands(sky, scene, horizon),
    back: [
      ...stars,
      ...weatherStars,
      ...lamp,
      ...clouds,
      ...(scene.far ? drawFar(scene.far, sky, horizon, random) : []),
      ...(scene.near
        ? drawNear(scene.near, sky, horizon, random, scene.light === 'sunset' || scene.light === 'night')
        : []),
      ...(scene.light === 'underwater' ? drawSeabed(sky, random) : []),
    ],
    front: [
      ...(request.afloat && scene.near === 'sea' ? drawFrontWave(sky) : []),
      ...(scene.light === 'autumn' ? drawLeaves(random) : []),
      ...(scene.weather === 'rain' ? drawRain(random) : []),
      ...(scene.weather === 'snow' ? drawSnowfall(random) : []),
    ],
    standing: standingFrame(scene, request),
    flying: { x: 46, y: 30, width: 164, height: flying && horizon < 230 ? 136 : 184 },
    dark: sky.dark,
    tone: sky.bands[1] ?? sky.bands[0],
  }
}

/** A scene from words may lack a ground or a light; a landscape needs both. */
function completeScene({ scene, alone, flying }: SceneryRequest): Scene {
  const light = scene.light ?? 'day'
  if (light === 'space' || light === 'underwater') return { ...scene, light }
  const near: Near | undefined =
    scene.near ?? (scene.far ? 'meadow' : flying && !alone ? undefined : 'meadow')
  const far = scene.far ?? (alone && near !== undefined ? 'hills' : near === 'meadow' ? 'hills' : undefined)
  return { ...scene, light, near, far }
}

function horizonOf({ near, light }: Scene): number {
  if (light === 'space' || light === 'underwater' || near === undefined) return 256
  return near === 'sea' ? 158 : near === 'beach' ? 140 : 176
}

function standingFrame(scene: Scene, { afloat }: SceneryRequest): Box {
  if (scene.light === 'space' || scene.light === 'underwater')
    return { x: 40, y: 40, width: 176, height: 176 }
  if (scene.near === 'sea') return { x: 44, y: 48, width: 168, height: afloat ? 158 : 166 }
  return { x: 40, y: 44, width: 176, height: 180 }
}

function drawBands(sky: Sky, scene: Scene, horizon: number): ArtNode[] {
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

function drawLamp(scene: Scene, sky: Sky, horizon: number, random: Random): ArtNode[] {
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
  if ((scene.light === 'day' || scene.light === 'autumn') && scene.weather !== 'snow') {
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
    element('path', { fill: sky.sand[0], d: 'M0 232c40-14 84-10 128-4s90 8 128-4v32H0z' }),
    element('path', { fill: sky.sand[1], d: 'M0 246c50-8 90-6 128-2s84 4 128-2v14H0z' }),
    ...bubbles,
  ]
}

function r(value: number): number {
  return Math.round(value * 10) / 10
}
