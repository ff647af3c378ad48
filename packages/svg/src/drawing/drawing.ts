import type { Matrix } from '../matrix.ts'
import type { Outline } from './outline.ts'

/**
 * A picture as the exports read it: paths and groups, with all inherited values resolved. Lengths are in
 * units of the view box, opacities from 0 to 1.
 */
export interface Drawing {
  viewBox: { x: number; y: number; width: number; height: number }
  items: readonly DrawnItem[]
}

export type DrawnItem = DrawnGroup | DrawnPath

/** `matrix` applies to all of the group: to its clips, too. */
export interface DrawnGroup {
  kind: 'group'
  matrix: Matrix
  opacity: number
  /** Only the intersection of the clips is visible. */
  clips: readonly DrawnClip[]
  /** Effects that exports cannot resolve into paths. */
  effects: readonly Effect[]
  items: readonly DrawnItem[]
}

/** Features of a picture that a format may lack. */
export type Effect = 'filter' | 'mask' | 'blend mode' | 'pattern' | 'clip'

export interface DrawnClip {
  outline: Outline
  isEvenOdd: boolean
}

export interface DrawnPath {
  kind: 'path'
  outline: Outline
  fill: Paint | null
  isEvenOdd: boolean
  stroke: Stroke | null
  isStrokeFirst: boolean
}

export interface Stroke {
  paint: Paint
  width: number
  cap: 'butt' | 'round' | 'square'
  join: 'miter' | 'round' | 'bevel'
  miterLimit: number
  /** Lengths of dashes and gaps in turn, an even number; empty for a line without gaps. */
  dashes: readonly number[]
  dashOffset: number
}

export type Paint = { kind: 'color'; color: string; opacity: number } | GradientPaint | { kind: 'pattern' }

/** `matrix` leads from the space of the gradient's points to that of the path. */
export type GradientPaint = {
  stops: readonly GradientStop[]
  spread: 'pad' | 'repeat' | 'reflect'
  opacity: number
  matrix: Matrix
} & (
  | { kind: 'linear'; from: readonly [number, number]; to: readonly [number, number] }
  | {
      kind: 'radial'
      center: readonly [number, number]
      radius: number
      focus: readonly [number, number]
    }
)

/** `color` as `#rrggbb`. */
export interface GradientStop {
  offset: number
  color: string
  opacity: number
}

/** The text of an export, and the features of the picture that it lacks. */
export interface DrawingExport {
  text: string
  leftOut: string[]
}
