import { preparePicture } from '../picture/index.ts'
import { type Box, boxAround, cornersOf, covers, type Point } from './geometry.ts'

/**
 * The picture as live markup in a shadow tree: it finds the part at a point and the box of a part, and moves
 * a part while it is dragged. It never changes the picture's text; `show` displays a new text.
 *
 * The key of a part is the path of an edit's target, written with dots, such as `2.0`. The key of the whole
 * picture is empty.
 */
export type LivePicture = {
  /** @returns false if the text is not well-formed. */
  show(svg: string): boolean
  /** The foremost visible shape within some pixels of a point of the window. */
  findAt(at: Point, reachPx: number): string | undefined
  /** The box around parts, without their strokes; undefined if they draw nothing. */
  boxOf(keys: readonly string[]): Box | undefined
  /** The canvas that the picture shows. */
  canvas(): Box
  /** The font of a text, as CSS. */
  fontOf(key: string): { fontFamily: string; fontWeight: string; fontStyle: string } | undefined
  /** Converts a point of the window to units of the view box, and back. */
  toPicture(at: Point): Point
  toWindow(at: Point): Point
  /** Shows parts with a transform until the next `show`; undefined removes the transform. */
  preview(keys: readonly string[], change: DOMMatrix | undefined): void
}

export function openLivePicture(host: HTMLElement): LivePicture {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  let picture: SVGSVGElement | undefined
  let previewed: { element: Element; transform: string | null }[] = []

  function elementOf(key: string): SVGGraphicsElement | undefined {
    let found: Element | undefined = picture
    for (const at of key === '' ? [] : key.split('.')) found = found?.children[Number(at)]
    return found instanceof SVGGraphicsElement ? found : undefined
  }

  function keyOf(shape: Element): string {
    const steps: number[] = []
    // Parts of a text count as the text.
    const element = shape.closest('text') ?? shape
    for (let one = element; one.parentElement && one !== picture; one = one.parentElement)
      steps.unshift([...one.parentElement.children].indexOf(one))
    return steps.join('.')
  }

  const toWindowMatrix = () => screenMatrixOf(picture)

  /** From the coordinates of an element to those of the view box. */
  const placeOf = (element: SVGGraphicsElement) =>
    toWindowMatrix().inverse().multiply(screenMatrixOf(element))

  function boxOf(keys: readonly string[]): Box | undefined {
    const corners = keys.flatMap((key) => {
      const element = elementOf(key)
      if (!element || key === '') return []
      const { x, y, width, height } = element.getBBox()
      if (width === 0 && height === 0) return []
      const place = placeOf(element)
      return cornersOf({ x, y, width, height }).map((corner) => transform(place, corner))
    })
    return corners.length === 0 ? undefined : boxAround(corners)
  }

  function canvas(): Box {
    const view = picture?.viewBox.baseVal
    return { x: view?.x ?? 0, y: view?.y ?? 0, width: view?.width ?? 1, height: view?.height ?? 1 }
  }

  return {
    show(svg) {
      const prepared = preparePicture(host, svg)
      if (!prepared) return false
      picture = prepared.picture
      root.replaceChildren(picture)
      previewed = []
      return true
    },
    findAt(at, reachPx) {
      for (const { x, y } of around(at, reachPx))
        for (const element of root.elementsFromPoint(x, y)) {
          if (!picture?.contains(element) || element === picture) continue
          if (isVisible(element, picture)) return keyOf(element)
        }
      return undefined
    },
    boxOf,
    canvas,
    fontOf(key) {
      const element = elementOf(key)
      if (!element) return undefined
      const { fontFamily, fontWeight, fontStyle } = getComputedStyle(element)
      return { fontFamily, fontWeight, fontStyle }
    },
    toPicture: (at) => transform(toWindowMatrix().inverse(), at),
    toWindow: (at) => transform(toWindowMatrix(), at),
    preview(keys, change) {
      for (const { element, transform: written } of previewed) setTransform(element, written)
      previewed = []
      for (const key of change ? keys : []) {
        const element = elementOf(key)
        if (!element || !change) continue
        previewed.push({ element, transform: element.getAttribute('transform') })
        const own = ownMatrixOf(element)
        const parent = placeOf(element).multiply(own.inverse())
        setTransform(element, parent.inverse().multiply(change).multiply(parent).multiply(own).toString())
      }
    },
  }
}

/**
 * Whether one of the parts covers the whole canvas, such as a sky: a click selects it, but a drag does not
 * move it.
 */
export const isBackdrop = (picture: LivePicture, keys: readonly string[]): boolean =>
  keys.some((key) => {
    const box = picture.boxOf([key])
    return box !== undefined && covers(box, picture.canvas())
  })

/** From the coordinates of an element to those of the window. */
const screenMatrixOf = (element: SVGGraphicsElement | undefined) =>
  DOMMatrix.fromMatrix(element?.getScreenCTM() ?? {})

/** The matrix of the element's own attribute. */
const ownMatrixOf = (element: SVGGraphicsElement): DOMMatrix =>
  [...element.transform.baseVal].reduce(
    (product, { matrix }) => product.multiply(DOMMatrix.fromMatrix(matrix)),
    new DOMMatrix(),
  )

function transform(matrix: DOMMatrix, { x, y }: Point): Point {
  const { x: toX, y: toY } = matrix.transformPoint({ x, y })
  return { x: toX, y: toY }
}

function setTransform(element: Element, value: string | null): void {
  if (value === null) element.removeAttribute('transform')
  else element.setAttribute('transform', value)
}

/** The point first, then a ring around it: thin lines are hard to hit, above all with a finger. */
const around = (at: Point, reachPx: number): Point[] => [
  at,
  ...Array.from({ length: 8 }, (_, step) => ({
    x: at.x + reachPx * Math.cos((step * Math.PI) / 4),
    y: at.y + reachPx * Math.sin((step * Math.PI) / 4),
  })),
]

/** A part is hidden if it, or a group around it, has an opacity of 0. */
function isVisible(element: Element, picture: Element): boolean {
  for (let one: Element | null = element; one && one !== picture; one = one.parentElement)
    if (one.getAttribute('opacity') === '0') return false
  return true
}
