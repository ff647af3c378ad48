import { type ArtNode, element } from '../art/tree.ts'
import type { Random } from '../random.ts'
import type { Sky } from './skies.ts'

export function drawStars(random: Random, below: number, count: number): ArtNode[] {
  return Array.from({ length: count }, (_, at) => {
    const [cx, cy] = [random.between(8, 248), random.between(8, Math.min(240, below - 24))]
    if (at % 5 !== 0) return element('circle', { cx, cy, r: random.between(0.9, 1.9), fill: '#fdf6dc' })
    const size = random.between(3.5, 5.5)
    return element('path', { fill: '#fdf6dc', d: sparkle(cx, cy, size) })
  })
}

export function drawClouds(random: Random, sky: Sky, count: number): ArtNode[] {
  const slots = [30, 168, 96]
  return slots.slice(0, count).map((x, at) => {
    const [left, y] = [x + random.between(-14, 14), 34 + at * 18 + random.between(0, 22)]
    const size = random.between(0.75, 1.15)
    const s = (value: number) => Math.round(value * size * 10) / 10
    return element('path', {
      fill: sky.cloud,
      opacity: 0.9,
      d: `M${left.toFixed(1)} ${y.toFixed(1)}a${s(9)} ${s(9)} 0 0 1 ${s(3)}-${s(17)}a${s(14)} ${s(14)} 0 0 1 ${s(27)}-${s(3)}a${s(10)} ${s(10)} 0 0 1 ${s(12)} ${s(20)}z`,
    })
  })
}

export function drawRain(random: Random): ArtNode[] {
  return Array.from({ length: 26 }, () => {
    const [x, y, length] = [random.between(0, 250), random.between(4, 236), random.between(9, 16)]
    return element('path', {
      fill: '#d7e8f5',
      opacity: 0.75,
      d: `M${x.toFixed(1)} ${y.toFixed(1)}l1.8 .6-${(length * 0.35).toFixed(1)} ${length.toFixed(1)}-1.8-.6z`,
    })
  })
}

export function drawSnowfall(random: Random): ArtNode[] {
  return Array.from({ length: 30 }, () =>
    element('circle', {
      cx: random.between(4, 252),
      cy: random.between(4, 246),
      r: random.between(1.4, 3.4),
      fill: '#ffffff',
    }),
  )
}

/** Leaves in the air and on the ground, small compared with the subject of the picture. */
export function drawLeaves(random: Random): ArtNode[] {
  return Array.from({ length: 18 }, (_, at) => {
    const [x, y] = [random.between(6, 250), at < 9 ? random.between(10, 190) : random.between(206, 250)]
    const [size, turn] = [random.between(4, 7), random.between(0, 2 * Math.PI)]
    const along = (from: number, across: number) => {
      const [dx, dy] = [
        from * Math.cos(turn) - across * Math.sin(turn),
        from * Math.sin(turn) + across * Math.cos(turn),
      ]
      return `${(x + dx * size).toFixed(1)} ${(y + dy * size).toFixed(1)}`
    }
    return element('path', {
      fill: random.pick(['#d8572a', '#e88a2a', '#c0392b', '#f0b437']),
      d: `M${along(-1, 0)}Q${along(-0.1, -0.9)} ${along(1, -0.1)}Q${along(0.1, 0.9)} ${along(-1, 0)}z`,
    })
  })
}

function sparkle(x: number, y: number, size: number): string {
  const n = (value: number) => Math.round(value * 10) / 10
  const inner = size * 0.22
  return `M${n(x)} ${n(y - size)}L${n(x + inner)} ${n(y - inner)} ${n(x + size)} ${n(y)} ${n(x + inner)} ${n(y + inner)} ${n(x)} ${n(y + size)} ${n(x - inner)} ${n(y + inner)} ${n(x - size)} ${n(y)} ${n(x - inner)} ${n(y - inner)}z`
}
