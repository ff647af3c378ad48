import type { Box } from '../art/bounds.ts'
import type { Place, SizeName } from '../plan/scene-plan.ts'
import type { Traits } from '../traits/traits.ts'

/** Points of a body where other things are put, as shares of its box from its upper left corner. */
export type Anchors = {
  hand: Point
  headTop: Point
  eyes: Point
  neck: Point
  chest: Point
  feet: Point
  /** Where a body that sits or lies touches what carries it. */
  seat?: Point
  /** The end of a kicking leg. */
  foot?: Point
  /** Width of the head as a share of the body's. */
  headWidth: number
}
export type Point = { x: number; y: number }

export type CopyOrder = 'row' | 'heap' | 'apart'

/** The data of a thing that the layout needs. */
export type LayoutItem = {
  id: string
  /** Width / height of one copy. */
  aspect: number
  count: number
  traits: Traits
  anchors: Anchors
  size?: SizeName | number
  place?: Place
  box?: Box
  isText: boolean
  /** A mark on a map, with its position if that is known. */
  isMark?: boolean
  point?: Point
  /**
   * Copies stand side by side, as candles on a cake, are heaped, as apples in a basket, or lie
   * far apart, as marks on a map.
   */
  order?: CopyOrder
  /** A plain shape, which can be on the face of a thing. */
  isSign: boolean
  /** Sits or lies, so that its seat is on the thing and not its feet. */
  sits: boolean
  isPlant: boolean
  isCreature: boolean
  /** Where its drawing looks, unless at us. */
  look: 'left' | 'right' | undefined
  /** The direction in which it must look. */
  facing?: 'left' | 'right'
}

/** Where a thing's copies are. `order` grows from back to front. */
export type PlacedThing = {
  id: string
  copies: Box[]
  box: Box
  order: number
  mirrored: boolean
  /** How far each copy is turned around the middle of its lower edge, in degrees. */
  turns?: number[]
}

export type LayoutResult = {
  placed: PlacedThing[]
  /** Ids of things whose relation could not be kept. */
  broken: string[]
}

export const centreX = (box: Box) => box.x + box.width / 2
export const centreY = (box: Box) => box.y + box.height / 2
export const bottomOf = (box: Box) => box.y + box.height
export const rightOf = (box: Box) => box.x + box.width

export function unionOf(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  return {
    x,
    y,
    width: Math.max(...boxes.map(rightOf)) - x,
    height: Math.max(...boxes.map(bottomOf)) - y,
  }
}
