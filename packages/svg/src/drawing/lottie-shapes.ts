import type { Matrix } from '../matrix.ts'
import type { GradientPaint, Paint, Stroke } from './drawing.ts'
import { decompose } from './matrices.ts'
import { type Outline, withCubics } from './outline.ts'
import { circleOf, linearEndsOf, type Painting, placePainting } from './paintings.ts'

type Json = Record<string, unknown>

/** For the motion `draw-in`: how far strokes are drawn, and how opaque fills are. */
export interface DrawIn {
  trimmed: Json
  filled: (opacity: number) => Json
}

/** Paintings as the shapes of one layer, from back to front. */
export class LottieShapes {
  readonly list: Json[] = []
  readonly #leftOut: Set<string>
  readonly #drawIn: DrawIn | undefined

  constructor(leftOut: Set<string>, drawIn: DrawIn | undefined) {
    this.#leftOut = leftOut
    this.#drawIn = drawIn
  }

  add(painting: Painting, matrix: Matrix, opacity: number): void {
    const placed = placePainting(painting, matrix)
    if (placed === undefined) return
    const { outline, paint, stroke, isEvenOdd } = placed
    const painted = this.#paint(paint, stroke, opacity, isEvenOdd)
    if (painted === undefined) return
    const trim = this.#drawIn && stroke !== null ? [trimOf(this.#drawIn.trimmed)] : []
    const shapes = LottieShapes.beziersOf(outline).map((k) => ({ ty: 'sh', ks: still(k) }))
    const group = groupOf([...shapes, ...trim, painted], {})
    if (placed.matrix === null) {
      this.list.push(group)
      return
    }
    const { x, y, turn, scaleX, scaleY, firstTurn } = decompose(placed.matrix)
    const turned = groupOf([...shapes, ...trim, painted], { r: still(firstTurn) })
    this.list.push(
      groupOf([turned], {
        p: still([x, y]),
        r: still(turn),
        s: still([scaleX * 100, scaleY * 100]),
      }),
    )
  }

  static beziersOf(outline: Outline): Json[] {
    const beziers: { c: boolean; v: number[][]; i: number[][]; o: number[][] }[] = []
    for (const [kind, ...values] of withCubics(outline)) {
      const open = beziers.at(-1)
      if (kind === 'M' || open === undefined) {
        beziers.push({ c: false, v: [values.slice(0, 2)], i: [[0, 0]], o: [[0, 0]] })
        continue
      }
      if (kind === 'Z') {
        open.c = true
        continue
      }
      const [fromX = 0, fromY = 0] = open.v.at(-1) ?? []
      const [x = 0, y = 0] = values.slice(-2)
      const [x1 = fromX, y1 = fromY, x2 = x, y2 = y] = kind === 'C' ? values : []
      open.o[open.o.length - 1] = [x1 - fromX, y1 - fromY]
      open.v.push([x, y])
      open.i.push([x2 - x, y2 - y])
      open.o.push([0, 0])
    }
    return beziers
  }

  static bezierOf(outline: Outline): Json {
    return { ...LottieShapes.beziersOf(outline)[0], c: true }
  }

  #paint(paint: Paint, stroke: Stroke | null, opacity: number, isEvenOdd: boolean): Json | undefined {
    if (paint.kind === 'pattern') {
      this.#leftOut.add('pattern')
      return undefined
    }
    const whole = 100 * opacity * paint.opacity
    const o = stroke === null && this.#drawIn ? this.#drawIn.filled(whole) : still(whole)
    const line = stroke === null ? { r: isEvenOdd ? 2 : 1 } : strokeOf(stroke)
    if (paint.kind === 'color')
      return { ty: stroke === null ? 'fl' : 'st', c: still([...channelsOf(paint.color), 1]), o, ...line }
    if (paint.spread !== 'pad') this.#leftOut.add('repeating gradient')
    return { ty: stroke === null ? 'gf' : 'gs', o, ...line, ...this.#gradient(paint) }
  }

  #gradient(paint: GradientPaint): Json {
    const { stops } = paint
    const colors = stops.flatMap(({ offset, color }) => [offset, ...channelsOf(color)])
    const opacities = stops.some(({ opacity }) => opacity < 1)
      ? stops.flatMap(({ offset, opacity }) => [offset, opacity])
      : []
    const g = { p: stops.length, k: still([...colors, ...opacities]) }
    if (paint.kind === 'linear') {
      const [from, to] = linearEndsOf(paint)
      return { t: 1, g, s: still([...from]), e: still([...to]) }
    }
    const { center, focus, radius } = circleOf(paint, this.#leftOut, true)
    const [x, y] = [focus[0] - center[0], focus[1] - center[1]]
    return {
      t: 2,
      g,
      s: still([...center]),
      e: still([center[0] + radius, center[1]]),
      h: still((100 * Math.hypot(x, y)) / radius),
      a: still((Math.atan2(y, x) * 180) / Math.PI),
    }
  }
}

/** A value that does not move. */
export const still = (k: unknown): Json => ({ a: 0, k })

const trimOf = (e: Json): Json => ({ ty: 'tm', s: still(0), e, o: still(0), m: 1 })

const groupOf = (shapes: readonly Json[], transform: Json): Json => ({
  ty: 'gr',
  it: [
    ...shapes,
    {
      ty: 'tr',
      p: still([0, 0]),
      a: still([0, 0]),
      s: still([100, 100]),
      r: still(0),
      o: still(100),
      ...transform,
    },
  ],
})

function strokeOf({ width, cap, join, miterLimit, dashes, dashOffset }: Stroke): Json {
  const lengths = dashes.map((length, at) => ({
    n: at % 2 === 0 ? 'd' : 'g',
    // Players look them up by name.
    nm: `length ${at + 1}`,
    v: still(length),
  }))
  return {
    w: still(width),
    lc: { butt: 1, round: 2, square: 3 }[cap],
    lj: { miter: 1, round: 2, bevel: 3 }[join],
    ml: miterLimit,
    ...(dashes.length > 0 && { d: [...lengths, { n: 'o', nm: 'offset', v: still(dashOffset) }] }),
  }
}

const channelsOf = (color: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
