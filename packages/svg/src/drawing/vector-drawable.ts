import { type Matrix, multiply } from '../matrix.ts'
import type { Drawing, DrawingExport, DrawnGroup, DrawnItem, GradientPaint } from './drawing.ts'
import { decompose } from './matrices.ts'
import {
  dashLines,
  flattenOutline,
  outlineOf,
  transformOutline,
  writeNumber,
  writeOutline,
} from './outline.ts'
import {
  circleOf,
  countPaintings,
  linearEndsOf,
  listPaintings,
  type Painting,
  type PlacedPainting,
  placePainting,
} from './paintings.ts'

/**
 * The picture as a vector drawable of Android, API level 24 and later: `VectorDrawable` in Android's
 * reference. It has no effects, no opacity of groups and no patterns; dashes become separate lines.
 */
export function toVectorDrawable({ viewBox, items }: Drawing): DrawingExport {
  const writer = new DrawableWriter(Math.max(viewBox.width, viewBox.height))
  writer.writeItems(items, [1, 0, 0, 1, -viewBox.x, -viewBox.y], 1, 1)
  const scale = sizeDp / Math.max(viewBox.width, viewBox.height)
  const gradients = writer.hasGradients ? '\n    xmlns:aapt="http://schemas.android.com/aapt"' : ''
  const text =
    `<vector xmlns:android="http://schemas.android.com/apk/res/android"${gradients}` +
    `\n    android:width="${writeNumber(viewBox.width * scale)}dp"` +
    `\n    android:height="${writeNumber(viewBox.height * scale)}dp"` +
    `\n    android:viewportWidth="${writeNumber(viewBox.width)}"` +
    `\n    android:viewportHeight="${writeNumber(viewBox.height)}">\n${writer.text}</vector>\n`
  return { text, leftOut: [...writer.leftOut].sort() }
}

/** The longer side on a screen. */
const sizeDp = 200
const tolerance = 0.0005

class DrawableWriter {
  text = ''
  hasGradients = false
  readonly leftOut = new Set<string>()
  readonly #size: number

  constructor(size: number) {
    this.#size = size
  }

  writeItems(items: readonly DrawnItem[], matrix: Matrix, opacity: number, depth: number): void {
    for (const item of items) {
      if (item.kind === 'group') this.#writeGroup(item, matrix, opacity, depth)
      else for (const painting of listPaintings(item)) this.#writePainting(painting, matrix, opacity, depth)
    }
  }

  #line(depth: number, text: string): void {
    this.text += `${'    '.repeat(depth)}${text}\n`
  }

  #writeGroup(group: DrawnGroup, outer: Matrix, outerOpacity: number, depth: number): void {
    for (const effect of group.effects) this.leftOut.add(effect)
    if (group.opacity < 1 && countPaintings(group.items, 2) > 1) this.leftOut.add('group opacity')
    const matrix = multiply(outer, group.matrix)
    // A group has one clip, so several clips need nested groups.
    group.clips.forEach(({ outline, isEvenOdd }, at) => {
      if (isEvenOdd) this.leftOut.add('even-odd clip')
      this.#line(depth + at, '<group>')
      const data = writeOutline(transformOutline(outline, matrix))
      this.#line(depth + at + 1, `<clip-path android:pathData="${data}"/>`)
    })
    const inner = depth + group.clips.length
    this.writeItems(group.items, matrix, outerOpacity * group.opacity, inner)
    for (let at = inner - 1; at >= depth; at--) this.#line(at, '</group>')
  }

  #writePainting(painting: Painting, matrix: Matrix, opacity: number, depth: number): void {
    const placed = placePainting(this.#withoutDashes(painting), matrix)
    if (placed === undefined) return
    if (placed.paint.kind === 'pattern') {
      this.leftOut.add('pattern')
      return
    }
    if (placed.matrix === null) {
      this.#writePath(placed, opacity, depth)
      return
    }
    const { x, y, turn, scaleX, scaleY, firstTurn } = decompose(placed.matrix)
    this.#line(
      depth,
      `<group android:translateX="${writeNumber(x)}" android:translateY="${writeNumber(y)}" android:rotation="${writeNumber(turn)}" android:scaleX="${writeNumber(scaleX, 6)}" android:scaleY="${writeNumber(scaleY, 6)}">`,
    )
    this.#line(depth + 1, `<group android:rotation="${writeNumber(firstTurn)}">`)
    this.#writePath(placed, opacity, depth + 2)
    this.#line(depth + 1, '</group>')
    this.#line(depth, '</group>')
  }

  #withoutDashes(painting: Painting): Painting {
    const { stroke, outline } = painting
    if (stroke === null || stroke.dashes.length === 0) return painting
    const lines = flattenOutline(outline, this.#size * tolerance)
    return {
      ...painting,
      outline: outlineOf(dashLines(lines, stroke.dashes, stroke.dashOffset)),
      stroke: { ...stroke, dashes: [] },
    }
  }

  #writePath({ outline, paint, stroke, isEvenOdd }: PlacedPainting, opacity: number, depth: number): void {
    if (paint.kind === 'pattern') return
    const name = stroke === null ? 'fill' : 'stroke'
    const attributes = [`android:pathData="${writeOutline(outline)}"`]
    if (stroke === null && isEvenOdd) attributes.push('android:fillType="evenOdd"')
    if (stroke !== null) {
      attributes.push(`android:strokeWidth="${writeNumber(stroke.width)}"`)
      if (stroke.cap !== 'butt') attributes.push(`android:strokeLineCap="${stroke.cap}"`)
      if (stroke.join !== 'miter') attributes.push(`android:strokeLineJoin="${stroke.join}"`)
      else if (stroke.miterLimit !== 4)
        attributes.push(`android:strokeMiterLimit="${writeNumber(stroke.miterLimit)}"`)
    }
    const alpha = opacity * paint.opacity
    if (alpha < 1) attributes.push(`android:${name}Alpha="${writeNumber(alpha, 4)}"`)
    if (paint.kind === 'color') {
      attributes.push(`android:${name}Color="${paint.color.toUpperCase()}"`)
      this.#line(depth, `<path ${attributes.join(' ')}/>`)
      return
    }
    this.hasGradients = true
    this.#line(depth, `<path ${attributes.join(' ')}>`)
    this.#line(depth + 1, `<aapt:attr name="android:${name}Color">`)
    this.#writeGradient(paint, depth + 2)
    this.#line(depth + 1, '</aapt:attr>')
    this.#line(depth, '</path>')
  }

  #writeGradient(paint: GradientPaint, depth: number): void {
    const places = (points: [string, number][]) =>
      points.map(([name, value]) => ` android:${name}="${writeNumber(value)}"`).join('')
    let kind: string
    if (paint.kind === 'linear') {
      const [[startX, startY], [endX, endY]] = linearEndsOf(paint)
      kind = `linear"${places([
        ['startX', startX],
        ['startY', startY],
        ['endX', endX],
        ['endY', endY],
      ])}`
    } else {
      const { center, radius } = circleOf(paint, this.leftOut)
      kind = `radial"${places([
        ['centerX', center[0]],
        ['centerY', center[1]],
        ['gradientRadius', radius],
      ])}`
    }
    const tileMode = { pad: 'clamp', repeat: 'repeat', reflect: 'mirror' }[paint.spread]
    this.#line(depth, `<gradient android:type="${kind} android:tileMode="${tileMode}">`)
    for (const { offset, color, opacity } of paint.stops) {
      const alpha = Math.round(opacity * 255)
        .toString(16)
        .padStart(2, '0')
      const written = `#${alpha}${color.slice(1)}`.toUpperCase()
      this.#line(depth + 1, `<item android:offset="${writeNumber(offset, 5)}" android:color="${written}"/>`)
    }
    this.#line(depth, '</gradient>')
  }
}
