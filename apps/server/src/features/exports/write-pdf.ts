import {
  identity,
  invertMatrix,
  type MarkupElement,
  type Matrix,
  multiply,
  readMarkup,
  readMatrix,
  writeMarkup,
} from '@chatsvg/svg'

/** A part of a picture as a separate document, which must be rendered. */
export type PartToRender = { svg: string }

/** The input of a PDF. `parts` must be rendered first, in their order. */
export type PdfPlan = { svg: string; parts: PartToRender[]; leftOut: string[] }

/** If more parts than this have effects, the picture is rendered as a whole. */
const partsMax = 8

/**
 * Replaces elements with filters by images that are still to be rendered, because PDF has no filters.
 *
 * @param plain the picture in the plain form of the rendering process.
 */
export function planPdf(plain: string): PdfPlan {
  const root = readMarkup(plain)
  const leftOut = new Set<string>()
  const parts: PartToRender[] = []
  const replace = (element: MarkupElement, matrix: Matrix): MarkupElement => {
    if (/mix-blend-mode:(?!normal)/.test(element.attributes.get('style') ?? '')) leftOut.add('blend mode')
    if (element.attributes.has('filter')) {
      parts.push({ svg: writePart(root, element, matrix) })
      return imageOf(root, parts.length - 1, matrix)
    }
    const inner = multiply(matrix, readMatrix(element.attributes.get('transform')))
    return { ...element, children: element.children.map((child) => replace(child, inner)) }
  }
  const children = root.children.map((child) => (child.name === 'defs' ? child : replace(child, identity)))
  if (parts.length <= partsMax)
    return { svg: writeMarkup({ ...root, children }), parts, leftOut: [...leftOut].sort() }
  const whole = { ...root, children: [imageOf(root, 0, identity)] }
  return { svg: writeMarkup(whole), parts: [{ svg: plain }], leftOut: ['vectors'] }
}

/**
 * The page has the size of the picture: one point per unit, and at most 14,400 points a side.
 *
 * @param images PNGs of the parts.
 */
export async function writePdf({ svg, parts }: PdfPlan, images: readonly Uint8Array[]): Promise<Buffer> {
  const [{ default: PdfDocument }, { default: svgToPdf }] = await Promise.all([
    import('pdfkit'),
    import('svg-to-pdfkit'),
  ])
  const filled = parts.reduce(
    (text, _part, at) =>
      text.replace(placeOf(at), `data:image/png;base64,${Buffer.from(images[at] ?? []).toString('base64')}`),
    svg,
  )
  const { width, height } = viewBoxOf(readMarkup(svg))
  const shrink = Math.min(1, sideMax / Math.max(width, height))
  const size: [number, number] = [width * shrink, height * shrink]
  // There is no date, so the same picture gives the same bytes.
  const document = new PdfDocument({
    size,
    margin: 0,
    info: { Producer: 'chatSVG', CreationDate: new Date(0) },
  })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve, reject) => {
    document.on('end', resolve)
    document.on('error', reject)
  })
  svgToPdf(document, filled, 0, 0, {
    width: size[0],
    height: size[1],
    assumePt: true,
    preserveAspectRatio: 'none',
  })
  document.end()
  await ended
  return Buffer.concat(chunks)
}

/** The longest side of a page in PDF 1.7, in points. */
const sideMax = 14_400

function viewBoxOf({ attributes }: MarkupElement) {
  const [x = 0, y = 0, width = 1, height = 1] = (attributes.get('viewBox') ?? '').split(/[\s,]+/).map(Number)
  return { x, y, width, height }
}

const placeOf = (at: number): string => `part-${at}-`

const transformOf = (matrix: Matrix) => new Map([['transform', `matrix(${matrix.join(' ')})`]])

/** The part alone, at its position in the picture. */
function writePart(root: MarkupElement, part: MarkupElement, matrix: Matrix): string {
  const definitions = root.children.filter(({ name }) => name === 'defs')
  const placed = { name: 'g', attributes: transformOf(matrix), children: [part] }
  return writeMarkup({ ...root, children: [...definitions, placed] })
}

/** An image of the whole picture, in the user space of an element inside it. */
function imageOf(root: MarkupElement, at: number, matrix: Matrix): MarkupElement {
  const { x, y, width, height } = viewBoxOf(root)
  const image: MarkupElement = {
    name: 'image',
    attributes: new Map([
      ['x', String(x)],
      ['y', String(y)],
      ['width', String(width)],
      ['height', String(height)],
      ['preserveAspectRatio', 'none'],
      ['xlink:href', placeOf(at)],
    ]),
    children: [],
  }
  return { name: 'g', attributes: transformOf(invertMatrix(matrix) ?? identity), children: [image] }
}
