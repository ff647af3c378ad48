import { type Box, boxOfShape } from '../art/bounds.ts'
import { walkPath } from '../art/path.ts'
import { type ArtNode, element } from '../art/tree.ts'
import { eachShape, mapShapes } from './colours-of-art.ts'

/** A face for a thing that has none: `smiling`, `sleepy`, `sad`, `angry`, `winking` or `surprised`. */
export function drawFace(nodes: readonly ArtNode[], mood: string): ArtNode[] {
  const room = findRoom(nodes)
  if (!room) return []
  const { x, y, radius } = room
  const unit = radius / 10
  const at = (dx: number, dy: number) => `${r(x + dx * unit)} ${r(y + dy * unit)}`
  const ink = '#2b2238'
  const eye = (side: number) =>
    element('ellipse', {
      cx: x + side * 4.4 * unit,
      cy: y - 1.4 * unit,
      rx: 1.25 * unit,
      ry: 1.7 * unit,
      fill: ink,
    })
  /** A filled arc: `sag` is how far its middle lies below its ends. */
  const arc = (dx: number, dy: number, half: number, sag: number, thick: number) =>
    element('path', {
      fill: ink,
      d: `M${at(dx - half, dy)}Q${at(dx, dy + sag * 2)} ${at(dx + half, dy)}Q${at(dx, dy + sag * 2 + thick * 2)} ${at(dx - half, dy)}z`,
    })
  const closed = (side: number) => arc(side * 4.4, -1.6, 1.9, 0.9, 0.55)
  const brow = (side: number) =>
    element('path', {
      fill: ink,
      d: `M${at(side * 6.6, -5.2)}L${at(side * 2.6, -3.6)}L${at(side * 2.6, -2.7)}L${at(side * 6.6, -4.3)}z`,
    })
  const cheeks = [-1, 1].map((side) =>
    element('circle', {
      cx: x + side * 6.6 * unit,
      cy: y + 1.5 * unit,
      r: 1.5 * unit,
      fill: '#ff6f91',
      opacity: 0.45,
    }),
  )
  const smile = arc(0, 1.1, 2.4, 1.1, 0.75)
  switch (mood) {
    case 'sleepy':
      return [
        closed(-1),
        closed(1),
        ...cheeks,
        element('ellipse', { cx: x, cy: y + 2.4 * unit, rx: 0.8 * unit, ry: unit, fill: ink }),
      ]
    case 'sad':
      return [eye(-1), eye(1), arc(0, 3, 2.2, -1, -0.7)]
    case 'angry':
      return [eye(-1), eye(1), brow(-1), brow(1), arc(0, 3, 2.2, -0.8, -0.7)]
    case 'winking':
      return [eye(-1), closed(1), ...cheeks, smile]
    case 'surprised':
      return [
        eye(-1),
        eye(1),
        ...cheeks,
        element('ellipse', { cx: x, cy: y + 2.6 * unit, rx: 1.2 * unit, ry: 1.5 * unit, fill: ink }),
      ]
    default:
      return [eye(-1), eye(1), ...cheeks, smile]
  }
}

/** The eyes of an animal that sleeps: an arc in place of each. */
export function closeEyes(nodes: readonly ArtNode[], eyes: ReadonlySet<number>): ArtNode[] {
  let at = -1
  return mapShapes(nodes, (shape, { fill }) => {
    at += 1
    const box = eyes.has(at) ? boxOfShape(shape) : undefined
    if (!box) return [shape]
    const [left, right, y] = [box.x - box.width * 0.3, box.x + box.width * 1.3, box.y + box.height * 0.4]
    const sag = box.height * 0.9
    const middle = box.x + box.width / 2
    return [
      element('path', {
        fill: fill === 'none' ? '#2b2238' : fill,
        d: `M${r(left)} ${r(y)}Q${r(middle)} ${r(y + sag)} ${r(right)} ${r(y)}Q${r(middle)} ${r(y + sag * 1.6)} ${r(left)} ${r(y)}z`,
      }),
    ]
  })
}

const cells = 15

/** About the largest circle that fits into the largest shape, where a face has space. */
function findRoom(nodes: readonly ArtNode[]): { x: number; y: number; radius: number } | undefined {
  let largest: { shape: ArtNode; area: number } | undefined
  eachShape(nodes, (shape, { fill }) => {
    const box = boxOfShape(shape)
    const area = box && fill !== 'none' ? box.width * box.height : 0
    if (area > (largest?.area ?? 0)) largest = { shape, area }
  })
  const box = largest && boxOfShape(largest.shape)
  if (!largest || !box) return undefined
  const outline = outlineOf(largest.shape)
  const details = detailsOn(nodes, largest.area)
  const roomAt = (x: number, y: number, obstacles: readonly Box[]) =>
    Math.min(
      ...[x - box.x, box.x + box.width - x, y - box.y, box.y + box.height - y],
      ...outline.map(([px, py]) => Math.hypot(px - x, py - y)),
      ...obstacles.map((one) => distanceTo(one, x, y)),
    )
  const find = (obstacles: readonly Box[]) => {
    let best = { x: 0, y: 0, radius: 0 }
    for (let row = 1; row < cells; row++) {
      for (let column = 1; column < cells; column++) {
        const [x, y] = [box.x + (box.width * column) / cells, box.y + (box.height * row) / cells]
        if (outline.length > 0 && !isInside(outline, x, y)) continue
        const radius = roomAt(x, y, obstacles)
        if (radius > best.radius) best = { x, y, radius }
      }
    }
    return best
  }
  const [free, anywhere] = [find(details), find([])]
  // A face beside a pattern is better than one on it, unless it would be tiny there.
  const best = free.radius > anywhere.radius * 0.5 ? free : anywhere
  return best.radius > 0 ? { ...best, radius: best.radius * 0.86 } : undefined
}

/** Boxes of what is drawn on the body: handles, labels, stones of fruit. */
function detailsOn(nodes: readonly ArtNode[], area: number): Box[] {
  const boxes: Box[] = []
  eachShape(nodes, (shape) => {
    const box = boxOfShape(shape)
    const share = box ? (box.width * box.height) / area : 1
    if (box && share > 0.004 && share < 0.3) boxes.push(box)
  })
  return boxes
}

function distanceTo({ x, y, width, height }: Box, px: number, py: number): number {
  return Math.hypot(Math.max(x - px, 0, px - x - width), Math.max(y - py, 0, py - y - height))
}

function outlineOf({ tag, attributes }: ArtNode): (readonly [number, number])[] {
  const points: (readonly [number, number])[] = []
  if (tag === 'path' && attributes.transform === undefined)
    walkPath(attributes.d ?? '', (x, y) => points.push([x, y]))
  return points
}

function isInside(outline: readonly (readonly [number, number])[], x: number, y: number): boolean {
  let inside = false
  outline.forEach(([ax, ay], at) => {
    const [bx, by] = outline[(at + 1) % outline.length] ?? [ax, ay]
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  })
  return inside
}

function r(value: number): number {
  return Math.round(value * 100) / 100
}
