import {
  type Drawing,
  type DrawingExport,
  type DrawnGroup,
  type DrawnItem,
  dashLines,
  flattenOutline,
  listPaintings,
  type Matrix,
  multiply,
  type Outline,
  type Paint,
  type Painting,
  type Polyline,
  placePainting,
  transformOutline,
  writeNumber,
} from '@chatsvg/svg'
import { Clipper, EndType, FillRule, JoinType, type Path64, type Paths64 } from 'clipper2-ts'

export type CutOptions = {
  /** The longer side of the picture in millimetres. */
  sizeMm: number
}

/** Maximum of points in all outlines; more take too long. */
const pointsMax = 150_000

/**
 * The picture for plotters and laser cutters, in millimetres: closed areas of one colour each, without
 * strokes and without overlap. Strokes become their outlines, and only the visible part of each area remains.
 * Curves become lines; their distance from the curve is at most a five thousandth of the longer side.
 * Everything counts as opaque, and a gradient becomes its middle colour.
 *
 * @throws RangeError for a picture with too many points.
 */
export function cutDrawing(drawing: Drawing, { sizeMm }: CutOptions): DrawingExport {
  const { viewBox } = drawing
  const size = Math.max(viewBox.width, viewBox.height)
  const cutter = new Cutter(size)
  const { width, height } = viewBox
  const sheet = cutter.toPaths([
    {
      points: [
        [0, 0],
        [width, 0],
        [width, height],
        [0, height],
      ],
      isClosed: true,
    },
  ])
  cutter.addItems(drawing.items, [1, 0, 0, 1, -viewBox.x, -viewBox.y], [sheet])
  const [mm, scale] = [sizeMm / size, sizeMm / resolution]
  const areas = cutter.listVisible().map(({ color, paths }) => {
    const data = paths
      .map(
        (path) =>
          `M${path.map(({ x, y }) => `${writeNumber(x * scale)} ${writeNumber(y * scale)}`).join('L')}Z`,
      )
      .join('')
    return `<path fill="${color}" fill-rule="evenodd" d="${data}"/>`
  })
  const [w, h] = [writeNumber(width * mm), writeNumber(height * mm)]
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${w}mm" height="${h}mm" viewBox="0 0 ${w} ${h}">${areas.join('')}</svg>`
  return { text, leftOut: [...cutter.leftOut].sort() }
}

/** Integer steps along the longer side, because the library computes with integers. */
const resolution = 1e6
const tolerance = 1 / 5_000
/** Smaller areas are results of rounding. This is a square with a side of a thousandth of the longer side. */
const areaMin = (resolution / 1_000) ** 2
const patternColor = '#808080'

type Area = { color: string; paths: Paths64 }

class Cutter {
  readonly leftOut = new Set<string>()
  readonly #scale: number
  readonly #tolerance: number
  /** From back to front. */
  readonly #areas: Area[] = []
  #points = 0

  constructor(size: number) {
    this.#scale = resolution / size
    this.#tolerance = size * tolerance
  }

  addItems(items: readonly DrawnItem[], matrix: Matrix, clips: readonly Paths64[]): void {
    for (const item of items) {
      if (item.kind === 'path')
        for (const painting of listPaintings(item)) this.#addPainting(painting, matrix, clips)
      else if (item.opacity > 0) this.#addGroup(item, matrix, clips)
    }
  }

  listVisible(): Area[] {
    let covered: Paths64 = []
    const visible: Area[] = []
    for (const { color, paths } of this.#areas.toReversed()) {
      const left = Clipper.difference(paths, covered, FillRule.NonZero).filter(
        (path) => Math.abs(Clipper.area(path)) >= areaMin,
      )
      if (left.length > 0) visible.push({ color, paths: left })
      covered = Clipper.union(covered, paths, FillRule.NonZero)
    }
    return visible.reverse()
  }

  toPaths(lines: readonly Polyline[]): Paths64 {
    return lines.map(({ points }) => {
      this.#points += points.length
      if (this.#points > pointsMax) throw new RangeError('the picture has too many points to be cut')
      return points.map(([x, y]) => ({ x: Math.round(x * this.#scale), y: Math.round(y * this.#scale) }))
    })
  }

  #addGroup(group: DrawnGroup, outer: Matrix, clips: readonly Paths64[]): void {
    for (const effect of group.effects) this.leftOut.add(effect)
    if (group.opacity < 1) this.leftOut.add('opacity')
    const matrix = multiply(outer, group.matrix)
    const own = group.clips.map(({ outline, isEvenOdd }) =>
      this.#fill(transformOutline(outline, matrix), isEvenOdd),
    )
    this.addItems(group.items, matrix, [...clips, ...own])
  }

  #addPainting(painting: Painting, matrix: Matrix, clips: readonly Paths64[]): void {
    if (painting.paint.kind === 'pattern') this.leftOut.add('pattern')
    else if (painting.paint.opacity < 1) this.leftOut.add('opacity')
    const paths = clips.reduce(
      (area, clip) => (area.length === 0 ? area : Clipper.intersect(area, clip, FillRule.NonZero)),
      painting.stroke === null
        ? this.#fill(transformOutline(painting.outline, matrix), painting.isEvenOdd)
        : this.#expand(painting, matrix),
    )
    if (paths.length > 0) this.#areas.push({ color: colorOf(painting.paint), paths })
  }

  /** Areas that do not overlap. Holes have the opposite direction. */
  #fill(outline: Outline, isEvenOdd: boolean): Paths64 {
    const lines = flattenOutline(outline, this.#tolerance)
    return Clipper.union(this.toPaths(lines), isEvenOdd ? FillRule.EvenOdd : FillRule.NonZero)
  }

  /** The outline of a stroke. If a matrix stretches the stroke, it is applied to the outline. */
  #expand(painting: Painting, matrix: Matrix): Paths64 {
    const placed = placePainting(painting, matrix)
    if (placed?.stroke == null) return []
    const { outline, stroke } = placed
    const flat = flattenOutline(outline, this.#tolerance)
    const lines = stroke.dashes.length > 0 ? dashLines(flat, stroke.dashes, stroke.dashOffset) : flat
    const expand = (paths: Paths64, end: EndType) =>
      Clipper.inflatePaths(
        paths,
        (stroke.width / 2) * this.#scale,
        joins[stroke.join],
        end,
        stroke.miterLimit,
        this.#tolerance * this.#scale,
      )
    const closed = expand(this.toPaths(lines.filter(({ isClosed }) => isClosed)), EndType.Joined)
    const open = expand(this.toPaths(lines.filter(({ isClosed }) => !isClosed)), caps[stroke.cap])
    const area = [...closed, ...open].map((path) => stretch(path, placed.matrix, this.#scale))
    return Clipper.union(area, FillRule.NonZero)
  }
}

const joins = { miter: JoinType.Miter, round: JoinType.Round, bevel: JoinType.Bevel }
const caps = { butt: EndType.Butt, round: EndType.Round, square: EndType.Square }

function stretch(path: Path64, matrix: Matrix | null, scale: number): Path64 {
  if (matrix === null) return path
  const [a, b, c, d, e, f] = matrix
  return path.map(({ x, y }) => ({
    x: Math.round(a * x + c * y + e * scale),
    y: Math.round(b * x + d * y + f * scale),
  }))
}

function colorOf(paint: Paint): string {
  if (paint.kind === 'color') return paint.color
  if (paint.kind === 'pattern') return patternColor
  return paint.stops[Math.floor(paint.stops.length / 2)]?.color ?? patternColor
}
