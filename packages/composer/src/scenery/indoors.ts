import { type ArtNode, element } from '../art/tree.ts'
import { mixHex, writeHex } from '../colour.ts'
import type { Random } from '../random.ts'
import type { Sky } from './skies.ts'

/** A road between its kerb and the lower edge. */
export function drawStreet(sky: Sky, horizon: number): ArtNode[] {
  const [kerb, road] = sky.dark ? ['#56607d', '#353d57'] : ['#cfd4d9', '#6d7681']
  const line = sky.dark ? '#9aa3bd' : '#f4f1e4'
  return [
    element('rect', { y: horizon + 6, width: 256, height: 90, fill: kerb }),
    element('rect', { y: horizon + 22, width: 256, height: 80, fill: road }),
    element('rect', { y: horizon + 20, width: 256, height: 3, fill: mixHex(kerb, '#20242c', 0.3) }),
    ...[-14, 38, 90, 142, 194, 246].map((x) =>
      element('rect', { x, y: 238, width: 30, height: 5, fill: line }),
    ),
  ]
}

const wallHues = [85, 145, 230, 265, 25, 60] as const

/** A wall with a floor in front of it; the light comes through a window. */
export function drawRoom(sky: Sky, horizon: number, random: Random): ArtNode[] {
  const hue = random.pick(wallHues)
  const dark = sky.dark
  const wall = writeHex({ l: dark ? 0.42 : 0.92, c: dark ? 0.05 : 0.04, h: hue })
  const wallLow = writeHex({ l: dark ? 0.38 : 0.885, c: dark ? 0.05 : 0.045, h: hue })
  const floor = writeHex({ l: dark ? 0.36 : 0.77, c: 0.06, h: 65 })
  const left = random.chance(0.5)
  const x = left ? 20 : 176
  const pane = dark ? '#1b2a58' : '#cdecfa'
  return [
    element('rect', { width: 256, height: 256, fill: wall }),
    element('rect', { y: horizon - 34, width: 256, height: 40, fill: wallLow }),
    element('rect', { x, y: 26, width: 60, height: 74, rx: 3, fill: '#ffffff', opacity: dark ? 0.5 : 1 }),
    element('rect', { x: x + 5, y: 31, width: 23, height: 30, fill: pane }),
    element('rect', { x: x + 32, y: 31, width: 23, height: 30, fill: pane }),
    element('rect', { x: x + 5, y: 65, width: 23, height: 30, fill: pane }),
    element('rect', { x: x + 32, y: 65, width: 23, height: 30, fill: pane }),
    element('rect', { y: horizon + 4, width: 256, height: 84, fill: floor }),
    element('rect', { y: horizon, width: 256, height: 6, fill: dark ? '#7d8294' : '#ffffff' }),
    element('path', {
      fill: mixHex(floor, '#3a2a1c', 0.14),
      d: `M0 ${horizon + 24}h256v2H0zM0 ${horizon + 52}h256v2.6H0z`,
    }),
  ]
}

/** A table top in front of a wall, for small things. */
export function drawTable(sky: Sky, horizon: number, random: Random): ArtNode[] {
  const hue = random.pick([25, 85, 150, 195, 235, 280, 340] as const)
  const dark = sky.dark
  const wall = writeHex({ l: dark ? 0.4 : 0.9, c: 0.06, h: hue })
  const glow = writeHex({ l: dark ? 0.46 : 0.94, c: 0.045, h: hue })
  const top = writeHex({ l: dark ? 0.45 : 0.74, c: 0.075, h: 62 })
  return [
    element('rect', { width: 256, height: 256, fill: wall }),
    element('circle', { cx: 128, cy: 112, r: 96, fill: glow }),
    element('rect', { y: horizon, width: 256, height: 90, fill: top }),
    element('rect', { y: horizon, width: 256, height: 5, fill: mixHex(top, '#ffffff', 0.3) }),
    element('path', {
      fill: mixHex(top, '#4a2f1a', 0.13),
      d: 'M0 206c60-5 120 4 256-2v3c-136 6-196-3-256 2zM0 240c90 6 170-6 256 0v3c-86-6-166 6-256 0z',
    }),
  ]
}
