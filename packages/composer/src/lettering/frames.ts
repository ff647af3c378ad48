import { type ArtNode, element } from '../art/tree.ts'
import { shiftHex } from '../colour.ts'
import type { TextFrame } from '../plan/scene-plan.ts'
import type { Lettered } from './letter-text.ts'

/** A card, a sign, a banner, a button, a badge or a bubble around words. */
export function frameText(frame: TextFrame, { nodes, width, height }: Lettered, fill: string): ArtNode[] {
  const pad = Math.max(260, Math.min(width, height * 2) * 0.22)
  const [w, h] = [width + pad * 2, height + pad * 1.6]
  const dark = shiftHex(fill, { l: -0.14 })
  const inner = (y = 0) => element('g', { transform: `translate(${pad} ${pad * 0.68 + y})` }, nodes)
  const rect = (x: number, y: number, rw: number, rh: number, rx: number, colour: string) =>
    element('rect', { x, y, width: rw, height: rh, rx, fill: colour })
  switch (frame) {
    case 'card':
      return [rect(0, 0, w, h, 60, dark), rect(50, 50, w - 100, h - 100, 30, fill), inner()]
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
      const points = Array.from({ length: 40 }, (_, at) => {
        const [angle, reach] = [(at * Math.PI) / 20, at % 2 === 0 ? r * 1.16 : r * 1.05]
        return `${Math.round(cx + Math.cos(angle) * reach)} ${Math.round(cy + Math.sin(angle) * reach)}`
      })
      return [
        element('path', { fill: dark, d: `M${points.join('L')}z` }),
        element('circle', { cx, cy, r, fill }),
        inner(),
      ]
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
