import { type Matrix, multiply } from '../matrix.ts'
import type { Drawing, DrawingExport, DrawnGroup, DrawnItem } from './drawing.ts'
import { LottieShapes, still } from './lottie-shapes.ts'
import { bounceHeight, delayOf, fillsFrom, joinParts, type Motion, motionTimes } from './motion.ts'
import { boxOf, flattenOutline, type Outline, type OutlineBox, transformOutline } from './outline.ts'
import { countPaintings, listPaintings, outlinesOf } from './paintings.ts'

/**
 * The picture as a Lottie animation (the format of the Lottie Animation Community, version 1.0): each part is
 * a layer that moves. The format has no effects, no patterns and no repeating gradients.
 */
export function toLottie({ viewBox, items }: Drawing, motion: Motion): DrawingExport {
  const writer = new LottieWriter(viewBox, motion)
  const layers = writer.writeParts(items)
  const { seconds, stagger } = motionTimes[motion]
  const animation = {
    v: '5.7.0',
    fr: framesPerSecond,
    ip: 0,
    op: Math.round(framesPerSecond * (seconds + stagger)),
    w: viewBox.width,
    h: viewBox.height,
    nm: motion,
    ddd: 0,
    assets: writer.assets,
    layers,
  }
  const text = JSON.stringify(animation, (_key, value: unknown) =>
    typeof value === 'number' ? Number(value.toFixed(4)) : value,
  )
  return { text, leftOut: [...writer.leftOut].sort() }
}

const framesPerSecond = 60
const lastFrame = 1e4
/** A part that covers the picture is its background, which neither bounces nor spins. */
const groundShare = 0.95

type Json = Record<string, unknown>

/** Values at frames, interpolated smoothly. */
function moving(keys: readonly [frame: number, value: number | number[]][], smooth = true): Json {
  const distinct = keys.filter(([t], at) => keys[at + 1]?.[0] !== t)
  const [a, b] = smooth ? [0.35, 0.65] : [0, 1]
  return {
    a: 1,
    k: distinct.map(([t, value], at) => {
      const s = Array.isArray(value) ? value : [value]
      const ways = { o: { x: a, y: smooth ? 0 : a }, i: { x: b, y: smooth ? 1 : b } }
      return at === distinct.length - 1 ? { t, s } : { t, s, ...ways }
    }),
  }
}

class LottieWriter {
  readonly assets: Json[] = []
  readonly leftOut = new Set<string>()
  readonly #viewBox: OutlineBox
  readonly #motion: Motion

  constructor(viewBox: OutlineBox, motion: Motion) {
    this.#viewBox = viewBox
    this.#motion = motion
  }

  /** @returns layers from front to back, which is the order of the format. */
  writeParts(items: readonly DrawnItem[]): Json[] {
    const [only] = items
    let matrix: Matrix = [1, 0, 0, 1, -this.#viewBox.x, -this.#viewBox.y]
    let inner = items
    // A group that contains everything is not a part.
    for (let group = only; inner.length === 1 && group?.kind === 'group'; [group] = inner) {
      if (group.opacity < 1 || group.clips.length > 0 || group.effects.length > 0) break
      matrix = multiply(matrix, group.matrix)
      inner = group.items
    }
    const parts = joinParts(inner)
    const layers = parts.map((part, at) => {
      const start = Math.round(delayOf(this.#motion, at, parts.length) * framesPerSecond)
      const written = this.#writeLayers(part, matrix, start)
      const layer = written.length === 1 ? (written[0] ?? {}) : this.#precompose(written)
      return { ...layer, nm: `part ${at + 1}`, ks: this.#move(layer.ks as Json, part, matrix, start) }
    })
    return numberLayers(layers.reverse())
  }

  #move(ks: Json, part: readonly DrawnItem[], matrix: Matrix, start: number): Json {
    const frames = motionTimes[this.#motion].seconds * framesPerSecond
    if (this.#motion === 'draw-in') return ks
    if (this.#motion === 'fade') {
      const { k } = ks.o as { k: number }
      return {
        ...ks,
        o: moving([
          [0, 0],
          [start, 0],
          [start + frames, k],
        ]),
      }
    }
    const box = boxOf(part.flatMap((item) => outlinesOf(item, matrix)))
    const { width, height } = this.#viewBox
    if (!box || (box.width >= width * groundShare && box.height >= height * groundShare)) return ks
    const middle = [box.x + box.width / 2, box.y + box.height / 2] as const
    const anchored = { ...ks, a: still([...middle, 0]), p: still([...middle, 0]) }
    if (this.#motion === 'spin')
      return {
        ...anchored,
        r: moving(
          [
            [0, 0],
            [frames, 360],
          ],
          false,
        ),
      }
    const up = [middle[0], middle[1] - bounceHeight * box.height, 0]
    const down = [...middle, 0]
    return {
      ...anchored,
      p: moving([
        [0, down],
        [start, down],
        [start + frames / 2, up],
        [start + frames, down],
      ]),
    }
  }

  /** From back to front. */
  #writeLayers(items: readonly DrawnItem[], matrix: Matrix, start: number): Json[] {
    const layers: Json[] = []
    const drawIn = this.#motion === 'draw-in' ? this.#drawIn(start) : undefined
    let shapes = new LottieShapes(this.leftOut, drawIn)
    const finish = () => {
      if (shapes.list.length > 0) layers.push({ ...layer(4), shapes: shapes.list.toReversed() })
      shapes = new LottieShapes(this.leftOut, drawIn)
    }
    const write = (item: DrawnItem, outer: Matrix, opacity: number): void => {
      if (item.kind === 'path') {
        for (const painting of listPaintings(item)) shapes.add(painting, outer, opacity)
        return
      }
      for (const effect of item.effects) this.leftOut.add(effect)
      const inner = multiply(outer, item.matrix)
      const isLayer = item.clips.length > 0 || (item.opacity < 1 && countPaintings(item.items, 2) > 1)
      if (isLayer) {
        finish()
        layers.push(this.#writeGroup(item, inner, opacity, start))
      } else for (const child of item.items) write(child, inner, opacity * item.opacity)
    }
    for (const item of items) write(item, matrix, 1)
    finish()
    return layers
  }

  #drawIn(start: number) {
    const frames = motionTimes['draw-in'].seconds * framesPerSecond
    const fills = start + fillsFrom * frames
    return {
      trimmed: moving([
        [0, 0],
        [start, 0],
        [start + frames, 100],
      ]),
      filled: (opacity: number) =>
        moving([
          [0, 0],
          [fills, 0],
          [start + frames, opacity],
        ]),
    }
  }

  #writeGroup({ clips, opacity, items }: DrawnGroup, matrix: Matrix, outer: number, start: number): Json {
    let written = this.#precompose(this.#writeLayers(items, matrix, start))
    for (const { outline, isEvenOdd } of clips) {
      if (written.masksProperties !== undefined) written = this.#precompose([written])
      written.hasMask = true
      written.masksProperties = this.#masks(transformOutline(outline, matrix), isEvenOdd)
    }
    written.ks = { ...(written.ks as Json), o: still(100 * opacity * outer) }
    return written
  }

  #masks(outline: Outline, isEvenOdd: boolean): Json[] {
    const pieces = splitOutline(outline)
    // Masks are united, so one of them may fill a hole of another.
    if (pieces.length > 1 && (isEvenOdd || hasHoles(pieces))) this.leftOut.add('hole of a clip')
    return pieces.map((piece) => ({
      inv: false,
      mode: 'a',
      pt: still(LottieShapes.bezierOf(piece)),
      o: still(100),
      x: still(0),
    }))
  }

  #precompose(layers: readonly Json[]): Json {
    const id = `c${this.assets.length + 1}`
    this.assets.push({ id, layers: numberLayers(layers.toReversed()) })
    const { width, height } = this.#viewBox
    return { ...layer(0), refId: id, w: width, h: height }
  }
}

const layer = (ty: number): Json => ({
  ddd: 0,
  ty,
  sr: 1,
  ks: { o: still(100), r: still(0), p: still([0, 0, 0]), a: still([0, 0, 0]), s: still([100, 100, 100]) },
  ao: 0,
  ip: 0,
  op: lastFrame,
  st: 0,
  bm: 0,
})

const numberLayers = (layers: readonly Json[]): Json[] => layers.map((one, at) => ({ ...one, ind: at + 1 }))

function splitOutline(outline: Outline): Outline[] {
  const pieces: Outline[number][][] = []
  for (const segment of outline) {
    if (segment[0] === 'M') pieces.push([])
    pieces.at(-1)?.push(segment)
  }
  return pieces
}

/** Whether pieces turn in different directions. */
function hasHoles(pieces: readonly Outline[]): boolean {
  const signs = pieces.map((piece) => {
    const points = flattenOutline(piece, 1)[0]?.points ?? []
    return Math.sign(
      points.reduce((sum, [x, y], at) => {
        const [nextX, nextY] = points[(at + 1) % points.length] ?? [x, y]
        return sum + x * nextY - nextX * y
      }, 0),
    )
  })
  return signs.includes(1) && signs.includes(-1)
}
