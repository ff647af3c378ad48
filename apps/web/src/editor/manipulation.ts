import type { Edit, Target } from '@chatsvg/svg'
import {
  alongOneAxis,
  type Box,
  type Handle,
  handles,
  middleOf,
  type Point,
  roundTo,
  scaleByHandle,
  stepOf,
  turnBetween,
} from './geometry.ts'

/** The action of a pointer that holds a part: it moves, turns, or scales it by a handle. */
export type Grip = 'move' | 'turn' | Handle

/** A change of a part's place, as an edit without its target. */
export type Manipulation =
  | { op: 'move'; x: number; y: number }
  | { op: 'scale'; x: number; y: number; about: Point }
  | { op: 'rotate'; degrees: number; about: Point }

/** With Shift, a part turns in steps of this many degrees. */
const turnStepDegrees = 15

type Drag = {
  grip: Grip
  /** The boxes of the part at the start and of the canvas. */
  box: Box
  canvas: Box
  /** The start and the current position of the pointer, in units of the view box. */
  from: Point
  to: Point
  /** With Shift: moves along one axis, turns in steps, scales freely. */
  isShifted: boolean
}

export function manipulationOf({ grip, box, canvas, from, to, isShifted }: Drag): Manipulation {
  const round = (value: number) => roundTo(stepOf(canvas), value)
  const by = { x: to.x - from.x, y: to.y - from.y }
  if (grip === 'move') {
    const { x, y } = isShifted ? alongOneAxis(by) : by
    return { op: 'move', x: round(x), y: round(y) }
  }
  if (grip === 'turn') {
    const about = roundedPoint(middleOf(box), round)
    const degrees = turnBetween(about, from, to, isShifted ? turnStepDegrees : 0)
    return { op: 'rotate', degrees: roundTo(10, degrees), about }
  }
  return scaling(scaleByHandle(box, grip, by, isShifted), round)
}

/** The effect of an arrow key on a grip: one step, with Shift a larger one; undefined for other keys. */
export function manipulationByKey(
  grip: Grip,
  key: string,
  isShifted: boolean,
  box: Box,
  canvas: Box,
): Manipulation | undefined {
  const towards = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key]
  if (!towards) return undefined
  const [right = 0, down = 0] = towards
  const step = stepOf(canvas)
  const round = (value: number) => roundTo(step, value)
  if (grip === 'move') {
    const length = step * (isShifted ? 10 : 1)
    return { op: 'move', x: round(right * length), y: round(down * length) }
  }
  if (grip === 'turn') {
    const degrees = (right + down) * (isShifted ? turnStepDegrees : 1)
    return { op: 'rotate', degrees, about: roundedPoint(middleOf(box), round) }
  }
  const length = (right || down) * step * (isShifted ? 10 : 1)
  const by = { x: right === 0 ? 0 : length, y: down === 0 ? 0 : length }
  return scaling(scaleByHandle(box, grip, by, false), round)
}

/** Scales a part about its centre to another width or height, with the same proportions. */
export function scalingTo(box: Box, side: 'width' | 'height', length: number, canvas: Box): Manipulation {
  const factor = box[side] > 0 ? length / box[side] : 1
  return scaling({ x: factor, y: factor, about: middleOf(box) }, (value) => roundTo(stepOf(canvas), value))
}

export const editOf = (target: Target, manipulation: Manipulation): Edit => ({ ...manipulation, target })

export const isIdle = (manipulation: Manipulation): boolean =>
  manipulation.op === 'move'
    ? manipulation.x === 0 && manipulation.y === 0
    : manipulation.op === 'scale'
      ? manipulation.x === 1 && manipulation.y === 1
      : manipulation.degrees === 0

/** The same as a matrix of the view box, for the preview. */
export function matrixOf(manipulation: Manipulation): DOMMatrix {
  if (manipulation.op === 'move') return new DOMMatrix().translate(manipulation.x, manipulation.y)
  const { x, y } = manipulation.about
  const there = new DOMMatrix().translate(x, y)
  const changed =
    manipulation.op === 'scale'
      ? there.scale(manipulation.x, manipulation.y)
      : there.rotate(manipulation.degrees)
  return changed.translate(-x, -y)
}

const verbs = { move: 'Moved', scale: 'Scaled', rotate: 'Turned' } as const

/** Describes the change for screen readers. */
export function wordsFor(name: string, manipulation: Manipulation): string {
  const verb = `${verbs[manipulation.op]} ${name}`
  if (manipulation.op === 'rotate') return `${verb} by ${String(Math.round(manipulation.degrees))} degrees`
  return verb
}

/** Names of grips for screen readers. */
export const gripNames: Record<Exclude<Grip, 'move'>, string> = {
  turn: 'Turn',
  nw: 'Size, top left',
  n: 'Height, top',
  ne: 'Size, top right',
  e: 'Width, right',
  se: 'Size, bottom right',
  s: 'Height, bottom',
  sw: 'Size, bottom left',
  w: 'Width, left',
}

export const scaleGrips: readonly Handle[] = handles

const scaling = (
  { x, y, about }: { x: number; y: number; about: Point },
  round: (value: number) => number,
): Manipulation => ({
  op: 'scale',
  x: roundTo(0.1, x),
  y: roundTo(0.1, y),
  about: roundedPoint(about, round),
})

const roundedPoint = ({ x, y }: Point, round: (value: number) => number): Point => ({
  x: round(x),
  y: round(y),
})
