import { type ArtNode, element } from '../art/tree.ts'
import { readHex, shiftHex, writeHex } from '../colour.ts'
import type { TextFrame } from '../plan/scene-plan.ts'
import type { Lettered } from './letter-text.ts'

/** A sign, a banner, a button, a badge or a bubble around words. */
export function frameText(
  frame: Exclude<TextFrame, 'card'>,
  { nodes, width, height }: Lettered,
  fill: string,
): ArtNode[] {
  const pad = Math.max(260, Math.min(width, height * 2) * 0.22)
  const [w, h] = [width + pad * 2, height + pad * 1.6]
  const dark = shiftHex(fill, { l: -0.14 })
  const inner = (y = 0) => element('g', { transform: `translate(${pad} ${pad * 0.68 + y})` }, nodes)
  const rect = (x: number, y: number, rw: number, rh: number, rx: number, colour: string) =>
    element('rect', { x, y, width: rw, height: rh, rx, fill: colour })
  switch (frame) {
    case 'sign':
      return [
        rect(w / 2 - 90, h - 40, 180, h * 0.9, 0, '#8d5a3a'),
        rect(0, 0, w, h, 90, dark),
        rect(60, 60, w - 120, h - 120, 50, fill),
        inner(),
      ]
    case 'banner': {
      const tail = h * 0.5
      return [
        element('path', {
          fill: dark,
          d: `M${-tail} ${h * 0.2}h${tail * 1.6}v${h}h${-tail * 1.6}l${tail * 0.5}-${h / 2}zM${w + tail} ${h * 0.2}h${-tail * 1.6}v${h}h${tail * 1.6}l${-tail * 0.5}-${h / 2}z`,
        }),
        rect(0, 0, w, h, 0, fill),
        inner(),
      ]
    }
    case 'button':
      return [rect(0, h * 0.08, w, h, h / 2, dark), rect(0, 0, w, h, h / 2, fill), inner()]
    case 'badge': {
      const r = Math.hypot(width, height) / 2 + pad
      const [cx, cy] = [w / 2, h / 2]
      return [...drawBadge(cx, cy, r, fill), inner()]
    }
    case 'bubble':
      return [
        element('path', {
          fill,
          d: `M${w * 0.2} ${h - 60}l${-w * 0.02} ${h * 0.42}l${w * 0.2}-${h * 0.42}z`,
        }),
        rect(0, 0, w, h, Math.min(h / 2.4, 420), fill),
        inner(),
      ]
  }
}

/** A round badge with words along its upper edge and space in its middle. */
export function frameArc({ nodes, radius }: { nodes: ArtNode[]; radius: number }, fill: string): ArtNode[] {
  const light = paler(fill)
  return [
    ...drawBadge(0, 0, radius + 1150, fill),
    element('circle', { cx: 0, cy: 0, r: radius - 420, fill: light }),
    ...nodes,
    ...[-0.32, 0, 0.32].map((turn) => {
      const angle = Math.PI / 2 + turn
      const [x, y] = [Math.cos(angle) * (radius + 330), Math.sin(angle) * (radius + 330)]
      return element('path', { fill: light, d: star(x, y, turn === 0 ? 330 : 230) })
    }),
  ]
}

/** Scalloped edge, a field and a thin ring inside it. */
function drawBadge(cx: number, cy: number, r: number, fill: string): ArtNode[] {
  const dark = shiftHex(fill, { l: -0.14 })
  const points = Array.from({ length: 56 }, (_, at) => {
    const [angle, reach] = [(at * Math.PI) / 28, at % 2 === 0 ? r * 1.13 : r * 1.06]
    return `${Math.round(cx + Math.cos(angle) * reach)} ${Math.round(cy + Math.sin(angle) * reach)}`
  })
  const ring = { cx, cy, r: r * 0.93, fill: 'none', stroke: paler(fill), 'stroke-width': r * 0.022 }
  return [
    element('path', { fill: dark, d: `M${points.join('L')}z` }),
    element('circle', { cx, cy, r, fill }),
    element('circle', ring),
  ]
}

function star(x: number, y: number, r: number): string {
  const points = Array.from({ length: 10 }, (_, at) => {
    const [angle, reach] = [(at * Math.PI) / 5 - Math.PI / 2, at % 2 === 0 ? r : r * 0.42]
    return `${Math.round(x + Math.cos(angle) * reach)} ${Math.round(y + Math.sin(angle) * reach)}`
  })
  return `M${points.join('L')}z`
}

function paler(hex: string): string {
  const colour = readHex(hex)
  return colour ? writeHex({ ...colour, l: colour.l > 0.8 ? 0.55 : 0.95, c: colour.c * 0.3 }) : '#ffffff'
}
