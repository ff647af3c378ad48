import { type ArtNode, element } from '../art/tree.ts'

export type Point = { x: number; y: number }

/**
 * Where a bone ends: `length` from `from`; 0 degrees hangs down, 90 points forward, which is to the right.
 */
export function boneEnd(from: Point, length: number, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180
  return { x: from.x + Math.sin(angle) * length, y: from.y + Math.cos(angle) * length }
}

/** A limb of two bones as one soft shape, so that styles can draw a line around it. */
export function drawLimb(
  start: Point,
  joint: Point,
  end: Point,
  from: number,
  to: number,
  fill: string,
): ArtNode {
  const middle = (from + to) / 2
  const [first, last] = [normalOf(start, joint), normalOf(joint, end)]
  const bend = unit({ x: first.x + last.x, y: first.y + last.y })
  const side = (sign: 1 | -1) => {
    const a = offset(start, first, from * sign)
    const b = offset(joint, bend, middle * sign)
    const c = offset(end, last, to * sign)
    // The curve passes through the joint's edge.
    return { a, c, control: { x: 2 * b.x - (a.x + c.x) / 2, y: 2 * b.y - (a.y + c.y) / 2 } }
  }
  const [left, right] = [side(1), side(-1)]
  const d =
    `M${p(left.a)}Q${p(left.control)} ${p(left.c)}A${n(to)} ${n(to)} 0 0 1 ${p(right.c)}` +
    `Q${p(right.control)} ${p(right.a)}A${n(from)} ${n(from)} 0 0 1 ${p(left.a)}z`
  return element('path', { fill, d })
}

function normalOf(a: Point, b: Point): Point {
  return unit({ x: b.y - a.y, y: a.x - b.x })
}

function unit({ x, y }: Point): Point {
  const length = Math.hypot(x, y) || 1
  return { x: x / length, y: y / length }
}

function offset({ x, y }: Point, along: Point, by: number): Point {
  return { x: x + along.x * by, y: y + along.y * by }
}

export function p({ x, y }: Point): string {
  return `${n(x)} ${n(y)}`
}

export function n(value: number): string {
  return String(Math.round(value * 10) / 10)
}
