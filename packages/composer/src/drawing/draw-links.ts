import type { Box } from '../art/bounds.ts'
import { type ArtNode, element } from '../art/tree.ts'
import type { PlacedThing, Point } from '../layout/layout-item.ts'
import { bottomOf, centreX, centreY, rightOf } from '../layout/layout-item.ts'
import type { Palette, Style } from '../styles/style.ts'
import { actOn, showsAct } from './acts.ts'
import { type Body, lookOfBody } from './body.ts'

/**
 * Lines between two things, such as a leash or water. `after` is the id of the group that precedes the line.
 */
export type LinkDrawing = { after: string; node: ArtNode }

type Placed = { body: Body; at: PlacedThing }

/** The lines between actors and things, for every act that the picture shows. */
export function drawLinks(
  bodies: readonly Body[],
  placed: readonly PlacedThing[],
  style: Style,
  palette: Palette,
): LinkDrawing[] {
  const ink = style.paintsSky ? '#4b5563' : palette.ink
  const find = (id: string): Placed | undefined => {
    const body = bodies.find(({ thing }) => thing.id === id)
    const at = placed.find((one) => one.id === id)
    return body && at && { body, at }
  }
  return bodies.flatMap(({ thing, isAdded }) => {
    const own = find(thing.id)
    if (!own || isAdded) return []
    if ('pose' in thing && thing.pose === 'fishing' && own.body.hasJoints)
      return [{ after: thing.id, node: group(thing.id, 'fishing-rod', fishingRod(own, ink)) }]
    if (
      'pose' in thing &&
      thing.pose === 'sleeping' &&
      !own.body.missed.some(({ kind }) => kind === 'action')
    )
      return [{ after: thing.id, node: group(thing.id, 'sleep', sleepMarks(own, ink)) }]
    const act = actOn(thing)
    const actor = act && find(act.actor)
    if (!act || !actor || !showsAct(act.relation, actor.body)) return []
    const last = own.at.order > actor.at.order ? thing.id : actor.at.id
    const from = pointOf(actor, actor.body.anchors.hand)
    const box = own.at.box
    const side = sideOf(actor)
    const near = side > 0 ? box.x : rightOf(box)
    switch (act.relation) {
      case 'flownBy':
        if (!/\b(?:kite|balloon)/.test(own.body.name)) return []
        return [
          {
            after: actor.at.id,
            node: group(thing.id, 'string', [
              line(from, { x: centreX(box), y: box.y + box.height * 0.6 }, 0.1, ink),
            ]),
          },
        ]
      case 'ledBy':
        return [
          {
            after: last,
            node: group(thing.id, 'leash', [
              line(from, pointOf(own, own.body.anchors.neck), 0.12, '#b3364b', 2.4),
            ]),
          },
        ]
      case 'pulledBy': {
        const back = actor.body.hasJoints
          ? from
          : { x: side > 0 ? actor.at.box.x + 4 : rightOf(actor.at.box) - 4, y: centreY(actor.at.box) }
        const front = { x: side > 0 ? rightOf(box) - 2 : box.x + 2, y: box.y + box.height * 0.62 }
        return [{ after: last, node: group(thing.id, 'rope', [line(back, front, 0.08, '#8a6642', 2.6)]) }]
      }
      case 'wateredBy': {
        const can = find(`${act.actor}-watering-can`)?.at.box
        if (!can) return []
        const spout = { x: side > 0 ? rightOf(can) : can.x, y: can.y + can.height * 0.35 }
        const top = { x: centreX(box), y: Math.max(box.y + box.height * 0.12, spout.y + 8) }
        return [{ after: last, node: group(thing.id, 'water', drops(spout, top)) }]
      }
      case 'kickedBy':
      case 'thrownBy':
        return [{ after: last, node: group(thing.id, 'motion', motion(near, box, -side, ink)) }]
      case 'caughtBy':
        return [
          {
            after: last,
            node: group(thing.id, 'motion', motion(side > 0 ? rightOf(box) : box.x, box, side, ink)),
          },
        ]
      case 'paintedBy':
        if (own.body.traits.metres > 1.2) return []
        return [{ after: actor.at.id, node: group(thing.id, 'easel', easel(box, bottomOf(actor.at.box))) }]
      default:
        return []
    }
  })
}

function group(id: string, name: string, children: ArtNode[]): ArtNode {
  return element('g', { id: `${id}-${name}` }, children)
}

const sideOf = ({ body, at }: Placed): 1 | -1 => ((lookOfBody(body) === 'left') === at.mirrored ? 1 : -1)

/** Of several copies, the last one in the direction that they look. */
function pointOf(thing: Placed, point: Point): Point {
  const { at } = thing
  const boxes = at.copies.toSorted((a, b) => (a.x - b.x) * sideOf(thing))
  const box = boxes.at(-1) ?? at.box
  return { x: box.x + box.width * (at.mirrored ? 1 - point.x : point.x), y: box.y + box.height * point.y }
}

/** A line that sags by a share of its length. */
function line(from: Point, to: Point, sag: number, stroke: string, width = 1.6): ArtNode {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2 + length * sag]
  return element('path', {
    fill: 'none',
    stroke,
    'stroke-width': width,
    'stroke-linecap': 'round',
    d: `M${n(from.x)} ${n(from.y)}Q${n(x)} ${n(y)} ${n(to.x)} ${n(to.y)}`,
  })
}

/** Three short lines on the side that a thing comes from. */
function motion(edge: number, box: Box, side: number, stroke: string): ArtNode[] {
  return [0.28, 0.52, 0.76].map((share, at) => {
    const length = box.width * ([0.3, 0.5, 0.3][at] ?? 0.3)
    const [x, y] = [edge + side * 2.5, box.y + box.height * share]
    return line({ x, y }, { x: x + side * length, y }, 0, stroke)
  })
}

function drops(from: Point, to: Point): ArtNode[] {
  return [0.12, 0.4, 0.68, 0.96].flatMap((share, at) =>
    [-2.4, 2.4].map((shift) => {
      const x = from.x + (to.x - from.x) * share ** 0.6 + shift
      const y = from.y + (to.y - from.y) * share + (at % 2) * 1.5
      return element('path', {
        fill: '#3b9ae1',
        d: `M${n(x)} ${n(y - 3)}C${n(x + 2.4)} ${n(y)} ${n(x + 1.6)} ${n(y + 2.6)} ${n(x)} ${n(y + 2.6)}S${n(x - 2.4)} ${n(y)} ${n(x)} ${n(y - 3)}z`,
      })
    }),
  )
}

/** An easel: three legs below a picture, and the ledge that supports it. */
function easel({ x, width, y, height }: Box, ground: number): ArtNode[] {
  const [middle, low] = [x + width / 2, y + height]
  const leg = (from: number, to: number) =>
    element('path', {
      fill: 'none',
      stroke: '#8a5736',
      'stroke-width': 3,
      'stroke-linecap': 'round',
      d: `M${n(from)} ${n(y - 4)}L${n(to)} ${n(Math.max(ground - 1.5, low + 6))}`,
    })
  return [
    leg(middle, middle - width * 0.46),
    leg(middle, middle + width * 0.46),
    element('rect', { x: x + width * 0.1, y: low - 1, width: width * 0.8, height: 3.5, fill: '#a56a43' }),
  ]
}

function fishingRod(thing: Placed, ink: string): ArtNode[] {
  const { at } = thing
  const side = sideOf(thing)
  const hand = pointOf(thing, thing.body.anchors.hand)
  const tip = { x: hand.x + side * at.box.height * 0.3, y: at.box.y + at.box.height * 0.1 }
  const hook = { x: tip.x + side * at.box.height * 0.03, y: at.box.y + at.box.height * 0.96 }
  return [
    line(hand, tip, 0, '#8a5736', 3),
    line(tip, hook, 0, ink, 1.2),
    element('circle', { cx: hook.x, cy: hook.y - at.box.height * 0.06, r: 3, fill: '#e5383b' }),
  ]
}

/** Three letters Z that rise from the head. */
function sleepMarks(thing: Placed, ink: string): ArtNode[] {
  const { headTop } = thing.body.anchors
  const { x, y } = pointOf(thing, headTop)
  const unit = Math.max(4, Math.min(9, thing.at.box.height * 0.07))
  const side = x < centreX(thing.at.box) ? -1 : 1
  return [0, 1, 2].map((at) => {
    const size = unit * (0.8 + at * 0.3)
    const [left, top] = [x + side * unit * at * 1.1, Math.max(4, y - unit * (2 + at * 1.9))]
    return element('path', {
      fill: 'none',
      stroke: ink,
      'stroke-width': size * 0.24,
      'stroke-linejoin': 'round',
      'stroke-linecap': 'round',
      d: `M${n(left)} ${n(top)}h${n(size)}l${n(-size)} ${n(size)}h${n(size)}`,
    })
  })
}

function n(value: number): number {
  return Math.round(value * 100) / 100
}
