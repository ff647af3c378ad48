import { identity, type Matrix } from '../matrix.ts'
import type { Drawing, DrawingExport, DrawnGroup, DrawnItem, GradientPaint, Paint } from './drawing.ts'
import { type Outline, writeNumber, writeOutline } from './outline.ts'
import { circleOf, linearEndsOf, listPaintings, type Painting, placePainting } from './paintings.ts'

/**
 * The picture as a view of SwiftUI that draws on a `Canvas`, for iOS 15 and macOS 12 and later. It fills the
 * available space and keeps the aspect ratio of the picture.
 *
 * @param name as for a component. The name of the view is longer, so that it differs from all names of
 * SwiftUI.
 */
export function toSwiftUi({ viewBox, items }: Drawing, name: string): DrawingExport {
  const writer = new SwiftWriter()
  writer.writeItems(items, 2, 'context')
  const { x, y, width, height } = viewBox
  const [w, h] = [writeNumber(width), writeNumber(height)]
  const text = `import SwiftUI

struct ${name}View: View {
    var body: some View {
        Canvas { context, size in
            let scale = min(size.width / ${w}, size.height / ${h})
            context.translateBy(x: (size.width - ${w} * scale) / 2, y: (size.height - ${h} * scale) / 2)
            context.scaleBy(x: scale, y: scale)
            context.translateBy(x: ${writeNumber(-x)}, y: ${writeNumber(-y)})
            context.clip(to: Path(CGRect(x: ${writeNumber(x)}, y: ${writeNumber(y)}, width: ${w}, height: ${h})))
            draw(in: &context)
        }
        .aspectRatio(${w} / ${h}, contentMode: .fit)
    }

    private func draw(in context: inout GraphicsContext) {
${writer.text}    }
${helpers}}
`
  return { text, leftOut: [...writer.leftOut].sort() }
}

/** Read at run time: the compiler takes long for outlines that are written as calls. */
const helpers = `
    /// A path from its letters (M, L, Q, C, Z) and absolute numbers.
    private func path(_ data: String) -> Path {
        var path = Path()
        let scanner = Scanner(string: data)
        func point() -> CGPoint {
            CGPoint(x: scanner.scanDouble() ?? 0, y: scanner.scanDouble() ?? 0)
        }
        while let letter = scanner.scanCharacter() {
            switch letter {
            case "M": path.move(to: point())
            case "L": path.addLine(to: point())
            case "Q":
                let control = point()
                path.addQuadCurve(to: point(), control: control)
            case "C":
                let (first, second) = (point(), point())
                path.addCurve(to: point(), control1: first, control2: second)
            default: path.closeSubpath()
            }
        }
        return path
    }

    private func color(_ hex: UInt32, _ opacity: Double = 1) -> Color {
        Color(
            .sRGB,
            red: Double(hex >> 16 & 0xff) / 255,
            green: Double(hex >> 8 & 0xff) / 255,
            blue: Double(hex & 0xff) / 255,
            opacity: opacity
        )
    }
`

class SwiftWriter {
  text = ''
  readonly leftOut = new Set<string>()

  #line(depth: number, text: string): void {
    this.text += `${'    '.repeat(depth)}${text}\n`
  }

  writeItems(items: readonly DrawnItem[], depth: number, context: string): void {
    for (const item of items) {
      if (item.kind === 'group') this.#writeGroup(item, depth, context)
      else for (const painting of listPaintings(item)) this.#writePainting(painting, depth, context)
    }
  }

  #writeGroup({ matrix, opacity, clips, effects, items }: DrawnGroup, depth: number, context: string): void {
    for (const effect of effects) this.leftOut.add(effect)
    // A setting of a context cannot be undone, so it is made on a copy. An inner copy is made from the outer
    // one and needs a different name.
    const [group, layer] = [`group${depth}`, `layer${depth}`]
    this.#line(depth, 'do {')
    this.#line(depth + 1, `var ${group} = ${context}`)
    if (matrix !== identity) this.#line(depth + 1, `${group}.concatenate(${matrixCode(matrix)})`)
    for (const { outline, isEvenOdd } of clips) {
      const style = isEvenOdd ? ', style: FillStyle(eoFill: true)' : ''
      this.#line(depth + 1, `${group}.clip(to: ${pathCode(outline)}${style})`)
    }
    if (opacity < 1) {
      this.#line(depth + 1, `${group}.opacity = ${writeNumber(opacity, 4)}`)
      this.#line(depth + 1, `${group}.drawLayer { ${layer} in`)
      this.writeItems(items, depth + 2, layer)
      this.#line(depth + 1, '}')
    } else this.writeItems(items, depth + 1, group)
    this.#line(depth, '}')
  }

  #writePainting(painting: Painting, depth: number, context: string): void {
    // Only a stretched round gradient still has a matrix here, because groups are transformed as a whole.
    const placed = placePainting(painting, identity)
    if (placed === undefined) return
    const { outline, paint, stroke, isEvenOdd, matrix } = placed
    const shading = this.#shading(paint)
    if (shading === undefined) return
    const style =
      stroke === null
        ? isEvenOdd
          ? ', style: FillStyle(eoFill: true)'
          : ''
        : `, style: StrokeStyle(lineWidth: ${writeNumber(stroke.width)}, lineCap: .${stroke.cap}, lineJoin: .${stroke.join}, miterLimit: ${writeNumber(stroke.miterLimit)}, dash: [${stroke.dashes.map((length) => writeNumber(length)).join(', ')}], dashPhase: ${writeNumber(stroke.dashOffset)})`
    const call = `${stroke === null ? 'fill' : 'stroke'}(${pathCode(outline)}, with: ${shading}${style})`
    if (matrix === null) {
      this.#line(depth, `${context}.${call}`)
      return
    }
    this.#line(depth, 'do {')
    this.#line(depth + 1, `var stretched = ${context}`)
    this.#line(depth + 1, `stretched.concatenate(${matrixCode(matrix)})`)
    this.#line(depth + 1, `stretched.${call}`)
    this.#line(depth, '}')
  }

  #shading(paint: Paint): string | undefined {
    if (paint.kind === 'pattern') {
      this.leftOut.add('pattern')
      return undefined
    }
    if (paint.kind === 'color') return `.color(${colorCode(paint.color, paint.opacity)})`
    const options = { pad: '', repeat: ', options: .repeat', reflect: ', options: .mirror' }[paint.spread]
    if (paint.kind === 'linear') {
      const [from, to] = linearEndsOf(paint)
      return `.linearGradient(${stopsCode(paint)}, startPoint: ${pointCode(from)}, endPoint: ${pointCode(to)}${options})`
    }
    const { center, radius } = circleOf(paint, this.leftOut)
    return `.radialGradient(${stopsCode(paint)}, center: ${pointCode(center)}, startRadius: 0, endRadius: ${writeNumber(radius)}${options})`
  }
}

const pathCode = (outline: Outline): string => `path("${writeOutline(outline)}")`
const pointCode = ([x, y]: readonly [number, number]): string =>
  `CGPoint(x: ${writeNumber(x)}, y: ${writeNumber(y)})`
const colorCode = (color: string, opacity: number): string =>
  `color(0x${color.slice(1)}${opacity < 1 ? `, ${writeNumber(opacity, 4)}` : ''})`
const stopsCode = ({ stops, opacity }: GradientPaint): string =>
  `Gradient(stops: [${stops.map((stop) => `.init(color: ${colorCode(stop.color, stop.opacity * opacity)}, location: ${writeNumber(stop.offset, 5)})`).join(', ')}])`
const matrixCode = ([a, b, c, d, e, f]: Matrix): string =>
  `CGAffineTransform(a: ${writeNumber(a, 6)}, b: ${writeNumber(b, 6)}, c: ${writeNumber(c, 6)}, d: ${writeNumber(d, 6)}, tx: ${writeNumber(e)}, ty: ${writeNumber(f)})`
