import { type PictureElement, readPicture, toHexColor } from '@chatsvg/svg'
import {
  type Box,
  boxOfShape,
  fillArea,
  identity,
  type Matrix,
  multiply,
  readTransform,
} from '../art/bounds.ts'
import type { ArtNode } from '../art/tree.ts'
import { nameOf, type ScenePlan } from '../plan/scene-plan.ts'
import { phraseOf } from '../words/word-forms.ts'

/**
 * A shape or text that a picture draws, with the paints that it inherits. Lengths are in units of the view
 * box.
 */
export type PictureShape = {
  tag: string
  /** Indexes of child elements, from the root down. */
  path: readonly number[]
  /** The shape alone, in units of the view box, for finders of parts of drawings. */
  node: ArtNode
  box: Box
  /** The area that its fill covers. */
  area: number
  /** `#rrggbb`, `none`, or `url(#id)`. */
  fill: string
  stroke: string
  strokeWidth: number
  text: string | undefined
  /** Its colours and the area that each covers. */
  colours: readonly (readonly [hex: string, area: number])[]
}

/** A group with a name. */
export type PicturePart = {
  id: string | undefined
  path: readonly number[]
  label: string
  /** Folded, in the singular. */
  name: string
  /** The id without the prefix of the picture. */
  ownId: string | undefined
  /** Which copy it is when there are several of the same thing, from 1. */
  copy: number | undefined
  /** Its range in the list of shapes; the end is exclusive. */
  from: number
  to: number
  box: Box
  /** How many named groups contain it. */
  depth: number
  /** A setting that the composer drew: it is behind or in front of all things. */
  isScene: boolean
}

export type PictureParts = {
  viewBox: Box
  /** In pixels. */
  size: { width: number; height: number }
  shapes: readonly PictureShape[]
  parts: readonly PicturePart[]
  /** Index of the last child element of the root. */
  lastOfRoot: number
  title: string
  /** The prefix of all its ids. */
  idPrefix: string
}

const sceneIds = /^scene-(?:back|front|shadows)$/

/**
 * Everything in a picture that an edit can address. The name of a group is its `aria-label`, else its title,
 * else the words of its id.
 *
 * @param svg as the policy writes it. @param idPrefix of its ids; by default the prefix that they all share.
 * @throws TypeError for another text
 */
export function readParts(svg: string, plan?: ScenePlan, idPrefix?: string): PictureParts {
  const root = readPicture(svg)
  const viewBox = readViewBox(root)
  const names = new Map(plan?.things.map((thing) => [thing.id, nameOf(thing)]))
  const definitions = new Map<string, PictureElement>()
  collectIds(root, definitions)
  const prefix = idPrefix ?? commonPrefix([...definitions.keys()])
  const shapes: PictureShape[] = []
  const parts: PicturePart[] = []
  visit(root, { matrix: identity, fill: '#000000', stroke: 'none', strokeWidth: 1, opacity: 1 }, 0, [])
  const children = root.children.filter((child) => typeof child !== 'string')
  const title = children.find(({ name }) => name === 'title')
  return {
    viewBox,
    size: sizeOf(root, viewBox),
    shapes,
    parts,
    lastOfRoot: children.length - 1,
    title: title ? textOf(title) : '',
    idPrefix: prefix,
  }

  function visit(element: PictureElement, from: Inherited, depth: number, path: readonly number[]): void {
    if (notDrawn.has(element.name)) return
    const own = inherit(element, from)
    if (element.name === 'use') {
      const target = definitions.get(hrefOf(element))
      const [x, y] = [numberOf(element, 'x'), numberOf(element, 'y')]
      if (target && depth < 20)
        visit(target, { ...own, matrix: multiply(own.matrix, [1, 0, 0, 1, x, y]) }, depth + 1, path)
      return
    }
    if (element.name === 'text' || shapeTags.has(element.name)) {
      const shape = readShape(element, own, definitions, path)
      if (shape) shapes.push(shape)
      return
    }
    const start = shapes.length
    const slot = parts.length
    const name = element === root ? undefined : readName(element, names, prefix)
    let index = 0
    for (const child of element.children)
      if (typeof child !== 'string') visit(child, own, depth + (name ? 1 : 0), [...path, index++])
    const box = unite(shapes.slice(start))
    if (name && box)
      parts.splice(slot, 0, {
        ...name,
        id: element.sourceId ?? undefined,
        path,
        from: start,
        to: shapes.length,
        box,
        depth,
      })
  }
}

type Inherited = { matrix: Matrix; fill: string; stroke: string; strokeWidth: number; opacity: number }

const notDrawn = new Set([
  'defs',
  'symbol',
  'clipPath',
  'mask',
  'marker',
  'pattern',
  'linearGradient',
  'radialGradient',
  'filter',
  'title',
  'desc',
  'metadata',
])
const shapeTags = new Set(['path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon'])

function collectIds(element: PictureElement, found: Map<string, PictureElement>): void {
  if (element.sourceId !== null) found.set(element.sourceId, element)
  for (const child of element.children) if (typeof child !== 'string') collectIds(child, found)
}

/** The shortest common prefix of all ids that ends in a hyphen. */
function commonPrefix([first = '', ...others]: readonly string[]): string {
  const prefix = first.slice(0, first.indexOf('-') + 1)
  return others.every((id) => id.startsWith(prefix)) ? prefix : ''
}

function inherit({ attributes }: PictureElement, from: Inherited): Inherited {
  const transform = attributes.get('transform')
  const width = Number.parseFloat(attributes.get('stroke-width') ?? '')
  return {
    matrix: transform === undefined ? from.matrix : multiply(from.matrix, readTransform(transform)),
    fill: paintOf(attributes.get('fill')) ?? from.fill,
    stroke: paintOf(attributes.get('stroke')) ?? from.stroke,
    strokeWidth: Number.isFinite(width) ? width : from.strokeWidth,
    opacity: from.opacity * Number(attributes.get('opacity') ?? 1),
  }
}

function paintOf(value: string | undefined): string | undefined {
  if (value === undefined || value === 'none') return value
  const reference = /^url\(#[^)]+\)/.exec(value)
  return reference ? reference[0] : (toHexColor(value) ?? '#000000')
}

function readShape(
  element: PictureElement,
  { matrix, fill, stroke, strokeWidth, opacity }: Inherited,
  definitions: ReadonlyMap<string, PictureElement>,
  path: readonly number[],
): PictureShape | undefined {
  const written = matrix.join(' ')
  const isText = element.name === 'text'
  const attributes = isText ? boxOfText(element) : Object.fromEntries(element.attributes)
  const node = {
    tag: isText ? 'rect' : element.name,
    attributes: { ...attributes, fill, stroke, transform: `matrix(${written})` },
    children: [],
  }
  const box = boxOfShape(node)
  if (!box) return undefined
  const scale = Math.sqrt(Math.abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
  const edge = stroke === 'none' ? 0 : strokeWidth * scale
  const area = fill === 'none' ? 0 : areaOf(node)
  const colours = [
    ...coloursOf(fill, area * opacity, definitions),
    ...coloursOf(stroke, (box.width + box.height) * 1.7 * edge * opacity, definitions),
  ]
  const grown = {
    x: box.x - edge / 2,
    y: box.y - edge / 2,
    width: box.width + edge,
    height: box.height + edge,
  }
  return {
    tag: element.name,
    path,
    node,
    box: grown,
    area,
    fill,
    stroke,
    strokeWidth: edge,
    text: isText ? textOf(element) : undefined,
    colours,
  }
}

/**
 * The even-odd rule would treat all shapes of a path as holes in the largest. With the nonzero rule, shapes
 * beside each other count in full.
 */
function areaOf(node: ArtNode): number {
  const { 'fill-rule': rule, ...attributes } = node.attributes
  if (rule !== 'evenodd') return fillArea(node)
  return Math.max(fillArea(node), fillArea({ ...node, attributes, measured: undefined }))
}

function coloursOf(
  paint: string,
  area: number,
  definitions: ReadonlyMap<string, PictureElement>,
): [string, number][] {
  if (paint === 'none' || area <= 0) return []
  if (!paint.startsWith('url')) return [[paint, area]]
  const stops = stopsOf(definitions.get(paint.slice(5, -1)), definitions, 0)
  return stops.map((stop) => [stop, area / stops.length])
}

function stopsOf(
  element: PictureElement | undefined,
  definitions: ReadonlyMap<string, PictureElement>,
  level: number,
): string[] {
  if (!element || level > 4) return []
  const stops = element.children.flatMap((child) => {
    if (typeof child === 'string') return []
    const paint =
      child.name === 'stop' ? (child.attributes.get('stop-color') ?? '#000') : child.attributes.get('fill')
    return paint === undefined ? [] : (toHexColor(paint) ?? [])
  })
  return stops.length > 0 ? stops : stopsOf(definitions.get(hrefOf(element)), definitions, level + 1)
}

/** Text has no geometry without fonts: a box by its size and letters. */
function boxOfText(element: PictureElement): Record<string, string> {
  const size = Number.parseFloat(element.attributes.get('font-size') ?? '') || 16
  const width = textOf(element).length * size * 0.55
  const anchor = element.attributes.get('text-anchor')
  const x = numberOf(element, 'x') - (anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0)
  return {
    x: String(x),
    y: String(numberOf(element, 'y') - size * 0.8),
    width: String(width),
    height: String(size),
  }
}

const textOf = (element: PictureElement): string =>
  element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('')

const hrefOf = (element: PictureElement): string =>
  element.references.find(({ attribute }) => attribute === 'href')?.pieces[1] ??
  element.attributes.get('href')?.slice(1) ??
  ''

const numberOf = (element: PictureElement, name: string): number =>
  Number.parseFloat(element.attributes.get(name) ?? '') || 0

function readName(
  element: PictureElement,
  names: ReadonlyMap<string, string>,
  prefix: string,
): Pick<PicturePart, 'label' | 'name' | 'ownId' | 'copy' | 'isScene'> | undefined {
  const id = element.sourceId?.slice(prefix.length)
  const isScene = sceneIds.test(id ?? '')
  const [, base = id, copy] = /^(.+)-copy-(\d+)$/.exec(id ?? '') ?? []
  const title = element.children.find((child) => typeof child !== 'string' && child.name === 'title')
  const ownName =
    element.attributes.get('aria-label') ??
    (title && typeof title !== 'string' ? textOf(title) : undefined) ??
    (base === undefined
      ? undefined
      : (names.get(base) ?? base.replaceAll(/[-_]+/g, ' ').replace(/ \d+$/, '')))
  if (ownName === undefined || ownName.trim() === '') return undefined
  const label = ownName.replace(/ \d+$/, '')
  const place =
    copy ?? (/ (\d+)$/.exec(ownName)?.[1] && base !== ownName ? / (\d+)$/.exec(ownName)?.[1] : undefined)
  return {
    label,
    ownId: id,
    name: phraseOf(label) || label.toLowerCase(),
    copy: place === undefined ? undefined : Number(place),
    isScene,
  }
}

export function unite(items: readonly { box: Box }[]): Box | undefined {
  if (items.length === 0) return undefined
  const x = Math.min(...items.map(({ box }) => box.x))
  const y = Math.min(...items.map(({ box }) => box.y))
  const right = Math.max(...items.map(({ box }) => box.x + box.width))
  const bottom = Math.max(...items.map(({ box }) => box.y + box.height))
  return { x, y, width: right - x, height: bottom - y }
}

function readViewBox(root: PictureElement): Box {
  const values = (root.attributes.get('viewBox') ?? '').split(/[\s,]+/).map(Number)
  const [x = 0, y = 0, width = 0, height = 0] = values
  if (values.length === 4 && width > 0 && height > 0) return { x, y, width, height }
  return { x: 0, y: 0, ...sizeOf(root, { x: 0, y: 0, width: 100, height: 100 }) }
}

function sizeOf(root: PictureElement, viewBox: Box): { width: number; height: number } {
  return {
    width: numberOf(root, 'width') || viewBox.width,
    height: numberOf(root, 'height') || viewBox.height,
  }
}
