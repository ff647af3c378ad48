import { Attributes } from '../attributes.ts'
import { initial } from '../computed.ts'
import { identity, type Matrix, multiply, rotation, translation } from '../matrix.ts'
import { formatNumber } from '../numbers.ts'
import type { PictureElement } from '../picture.ts'
import { aboutPoint } from '../resolve.ts'
import { readTransform, writeMatrix } from '../transforms.ts'
import type { Edit, Point, Target } from './edit.ts'
import type { EditedPicture } from './edited-picture.ts'
import { NotDone } from './edits-error.ts'
import { findTargets } from './find-targets.ts'
import { groundOf } from './ground.ts'
import { inverseOf } from './inverse-matrix.ts'
import { boxOf } from './part-box.ts'

export type Movement = Extract<Edit, { op: 'move' | 'scale' | 'rotate' | 'flip' }>

/** @returns the elements that were moved. */
export function moveParts(picture: EditedPicture, edit: Movement): PictureElement[] {
  const elements = wholeParts(picture, edit.target)
  if (edit.op === 'move') {
    for (const element of elements) applyMatrix(picture, element, translation(edit.x, edit.y))
    return elements
  }
  const isTogether = ['ids', 'paths', 'all'].some((key) => key in edit.target) || edit.about !== undefined
  for (const group of isTogether ? [elements] : elements.map((element) => [element])) {
    const centre = edit.about ?? centreOf(picture, edit.target, group)
    const matrix = aboutPoint(matrixOf(edit), centre.x, centre.y)
    const turn = edit.op === 'rotate' ? { degrees: edit.degrees, ...centre } : null
    for (const element of group) applyMatrix(picture, element, matrix, turn)
  }
  return elements
}

/**
 * The elements of a target. A part of a text is replaced by the whole text, because it cannot be moved alone.
 */
export function wholeParts(picture: EditedPicture, target: Target): PictureElement[] {
  const wholes = withoutGround(picture, target).map((element) => {
    let at = element
    while (at.rule.role === 'text-part') at = picture.parentOf(at) ?? at
    return at
  })
  return [...new Set(wholes)]
}

/** The elements of a target, without the ground if the target is `all`: the ground stays with the canvas. */
export function withoutGround(picture: EditedPicture, target: Target): PictureElement[] {
  const found = findTargets(picture, target)
  if (!('all' in target)) return found
  const ground = groundOf(picture)
  const rest = ground === null ? found : found.flatMap((element) => without(picture, element, ground))
  return rest.length === 0 ? found : rest
}

function without(picture: EditedPicture, element: PictureElement, ground: PictureElement): PictureElement[] {
  if (element === ground) return []
  if (!picture.isWithin(ground, element)) return [element]
  return element.children.flatMap((child) =>
    typeof child !== 'string' && child.rule.isRendered ? without(picture, child, ground) : [],
  )
}

function matrixOf(edit: Exclude<Movement, { op: 'move' }>): Matrix {
  if (edit.op === 'scale') return [edit.x, 0, 0, edit.y, 0, 0]
  if (edit.op === 'rotate') return rotation(edit.degrees)
  return edit.axis === 'horizontal' ? [-1, 0, 0, 1, 0, 0] : [1, 0, 0, -1, 0, 0]
}

function centreOf(picture: EditedPicture, target: Target, elements: readonly PictureElement[]): Point {
  const [x, y, width, height] = picture.viewBox
  const box = 'all' in target ? { x, y, width, height } : boxOf(picture, elements)
  if (box === null) throw new NotDone('not_possible', 'The position of this part is not known.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

interface Turn extends Point {
  degrees: number
}

/**
 * Moves an element by a matrix in units of the view box, in addition to its current transform.
 *
 * @param turn the rotation, if the matrix is one, so that a shorter text can be written.
 */
export function applyMatrix(
  picture: EditedPicture,
  element: PictureElement,
  matrix: Matrix,
  turn: Turn | null = null,
): void {
  const around = picture.spaceAround(element).matrix
  const back = inverseOf(around)
  if (back === null) throw new NotDone('not_possible', 'The part is in a group that is scaled to nothing.')
  const isOuter = around === identity || isSame(around, identity)
  const own = isOuter ? matrix : multiply(multiply(back, matrix), around)
  const holder = holderOf(picture, element)
  const written = holder.attributes.get('transform') ?? ''
  const text = composed(written, own, isOuter ? turn : null)
  if (text === '') holder.attributes.delete('transform')
  else holder.attributes.set('transform', text)
}

/** The element, or a group around it if its own transform must not change. */
function holderOf(picture: EditedPicture, element: PictureElement): PictureElement {
  const { attributes, name } = element
  const mustStay =
    name === 'svg' ||
    attributes.has('transform-origin') ||
    attributes.has('transform-box') ||
    picture.isShownElsewhere(element)
  if (!mustStay) return element
  const parent = picture.parentOf(element)
  const isHolder =
    parent !== undefined &&
    parent !== picture.root &&
    parent.name === 'g' &&
    parent.sourceId === null &&
    parent.children.length === 1 &&
    [...parent.attributes].every(([attribute]) => attribute === 'transform')
  return isHolder ? parent : picture.wrap(element, new Attributes())
}

/** The text of a transform that applies after another one. */
function composed(written: string, after: Matrix, turn: Turn | null): string {
  const [a, b, c, d, x, y] = after
  if (isSame([a, b, c, d, 0, 0], identity)) {
    const leading = /^translate\(([^ ()]+)(?: ([^ ()]+))?\)\s*/.exec(written)
    const rest = written.slice(leading?.[0].length ?? 0)
    const moved = [x + Number(leading?.[1] ?? 0), y + Number(leading?.[2] ?? 0)] as const
    return `${translateBy(...moved)}${rest === '' || isStill(...moved) ? '' : ' '}${rest}`
  }
  if (written === '' && turn !== null)
    return `rotate(${coordinate(turn.degrees)} ${coordinate(turn.x)} ${coordinate(turn.y)})`
  const before = readTransform(written, initial, noBox)?.matrix ?? identity
  const matrix = multiply(after, before)
  return isSame(matrix, identity) ? '' : writeMatrix(matrix, decimals)
}

const noBox = { x: 0, y: 0, width: 0, height: 0 }
/** The policy rounds the written numbers to visible precision. */
const decimals = 9
const coordinate = (value: number): string => formatNumber(value, decimals)

const isStill = (x: number, y: number): boolean => coordinate(x) === '0' && coordinate(y) === '0'

const translateBy = (x: number, y: number): string =>
  isStill(x, y)
    ? ''
    : coordinate(y) === '0'
      ? `translate(${coordinate(x)})`
      : `translate(${coordinate(x)} ${coordinate(y)})`

const isSame = (one: Matrix, other: Matrix): boolean =>
  one.every((value, index) => Math.abs(value - (other[index] ?? 0)) < sameMax)
const sameMax = 1e-9
