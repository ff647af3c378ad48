import { identity, type Matrix, multiply } from '../matrix.ts'
import type {
  Drawing,
  DrawnClip,
  DrawnGroup,
  DrawnItem,
  DrawnPath,
  Effect,
  Paint,
  Stroke,
} from './drawing.ts'
import { type MarkupElement, readMarkup } from './markup.ts'
import { readMatrix } from './matrices.ts'
import { boxOf, type Outline, type OutlineBox, readOutline, transformOutline } from './outline.ts'
import { outlinesOf } from './paintings.ts'

/**
 * Reads a picture in the plain form of the renderer's library: groups and paths, absolute segments, matrices,
 * colours as `#rrggbb`, texts as paths, and no inherited values except effects of whole groups.
 *
 * @param plain as the rendering process writes it.
 * @throws TypeError for a text that is not of this form.
 */
export function readDrawing(plain: string): Drawing {
  const root = readMarkup(plain)
  const definitions = new Map<string, MarkupElement>()
  for (const { name, children } of root.children)
    if (name === 'defs')
      for (const child of children) definitions.set(child.attributes.get('id') ?? '', child)
  const [x = 0, y = 0, width = 0, height = 0] = (root.attributes.get('viewBox') ?? '').split(' ').map(Number)
  if (!(width > 0 && height > 0)) throw new TypeError('Not a drawing: it has no view box.')
  return { viewBox: { x, y, width, height }, items: readItems(root.children, definitions) }
}

type Definitions = ReadonlyMap<string, MarkupElement>

function readItems(elements: readonly MarkupElement[], definitions: Definitions): DrawnItem[] {
  return elements.flatMap((element): DrawnItem[] => {
    if (element.name === 'g') {
      const group = readGroup(element, definitions)
      return isPlain(group) ? [...group.items] : [group]
    }
    if (element.name !== 'path' || element.attributes.get('visibility') === 'hidden') return []
    const path = readPath(element, definitions)
    return path.fill === null && path.stroke === null ? [] : [path]
  })
}

const isPlain = ({ matrix, opacity, clips, effects }: DrawnGroup): boolean =>
  matrix === identity && opacity === 1 && clips.length === 0 && effects.length === 0

function readGroup(element: MarkupElement, definitions: Definitions): DrawnGroup {
  const { attributes } = element
  const items = readItems(element.children, definitions)
  const effects: Effect[] = []
  const blend = /mix-blend-mode:\s*([\w-]+)/.exec(attributes.get('style') ?? '')?.[1] ?? 'normal'
  if (blend !== 'normal') effects.push('blend mode')
  if (attributes.has('filter')) effects.push('filter')
  const box = () => boxOf(items.flatMap((item) => outlinesOf(item, identity)))
  const clips = readClips(attributes.get('clip-path'), definitions, box)
  const masks = attributes.has('mask') ? readMask(attributes.get('mask'), definitions, box) : []
  if (clips === null) effects.push('clip')
  if (masks === null) effects.push('mask')
  return {
    kind: 'group',
    matrix: readMatrix(attributes.get('transform')),
    opacity: numberOf(attributes, 'opacity', 1),
    clips: [...(clips ?? []), ...(masks ?? [])],
    effects,
    items,
  }
}

type FindBox = () => OutlineBox | undefined

const definitionOf = (reference: string | undefined, definitions: Definitions): MarkupElement | undefined =>
  definitions.get(/^url\(#(.*)\)$/.exec(reference ?? '')?.[1] ?? '')

/** null: the clip has parts with their own clips. */
function readClips(
  reference: string | undefined,
  definitions: Definitions,
  box: FindBox,
): DrawnClip[] | null {
  const clip = definitionOf(reference, definitions)
  if (clip === undefined) return []
  const matrix = multiply(
    unitsMatrix(clip, 'clipPathUnits', 'userSpaceOnUse', box),
    readMatrix(clip.attributes.get('transform')),
  )
  const paths = listPaths(clip, matrix)
  const outer = readClips(clip.attributes.get('clip-path'), definitions, box)
  if (paths === null || outer === null) return null
  return [...outer, joinClips(paths)]
}

/** A mask of opaque white paths is a clip. null: it is not such a mask. */
function readMask(reference: string | undefined, definitions: Definitions, box: FindBox): DrawnClip[] | null {
  const mask = definitionOf(reference, definitions)
  if (mask === undefined) return []
  const isWhite = ({ name, attributes, children }: MarkupElement): boolean =>
    name === 'path'
      ? attributes.get('fill') === '#ffffff' &&
        attributes.get('stroke') === 'none' &&
        numberOf(attributes, 'fill-opacity', 1) === 1
      : children.every(isWhite)
  const isSimple = (element: MarkupElement): boolean =>
    ['opacity', 'filter', 'mask', 'style'].every((name) => !element.attributes.has(name)) &&
    element.children.every(isSimple)
  const paths = listPaths(mask, unitsMatrix(mask, 'maskContentUnits', 'userSpaceOnUse', box))
  if (!mask.children.every(isWhite) || !mask.children.every(isSimple)) return null
  if (mask.attributes.has('mask') || paths === null) return null
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) =>
    numberOf(mask.attributes, name, 0),
  )
  const region = transformOutline(
    rectangle(x ?? 0, y ?? 0, width ?? 0, height ?? 0),
    unitsMatrix(mask, 'maskUnits', 'objectBoundingBox', box),
  )
  return [joinClips(paths), { outline: region, isEvenOdd: false }]
}

const rectangle = (x: number, y: number, width: number, height: number): Outline => [
  ['M', x, y],
  ['L', x + width, y],
  ['L', x + width, y + height],
  ['L', x, y + height],
  ['Z'],
]

function listPaths(element: MarkupElement, matrix: Matrix): DrawnClip[] | null {
  const found: DrawnClip[] = []
  for (const child of element.children) {
    if (child.attributes.has('clip-path')) return null
    const inner = multiply(matrix, readMatrix(child.attributes.get('transform')))
    const isEvenOdd = (child.attributes.get('clip-rule') ?? child.attributes.get('fill-rule')) === 'evenodd'
    if (child.name === 'path')
      found.push({
        outline: transformOutline(readOutline(child.attributes.get('d') ?? ''), inner),
        isEvenOdd,
      })
    const below = child.name === 'g' ? listPaths(child, inner) : []
    if (below === null) return null
    found.push(...below)
  }
  return found
}

/** Several paths clip to their union. */
const joinClips = (clips: readonly DrawnClip[]): DrawnClip => ({
  outline: clips.flatMap(({ outline }) => outline),
  isEvenOdd: clips.length === 1 && clips[0]?.isEvenOdd === true,
})

function unitsMatrix({ attributes }: MarkupElement, name: string, usual: string, find: FindBox): Matrix {
  if ((attributes.get(name) ?? usual) === 'userSpaceOnUse') return identity
  const box = find()
  return box === undefined ? identity : [box.width, 0, 0, box.height, box.x, box.y]
}

function readPath({ attributes }: MarkupElement, definitions: Definitions): DrawnPath {
  const outline = readOutline(attributes.get('d') ?? '')
  const paint = (name: 'fill' | 'stroke') =>
    readPaint(attributes.get(name), numberOf(attributes, `${name}-opacity`, 1), outline, definitions)
  const stroke = paint('stroke')
  return {
    kind: 'path',
    outline,
    fill: paint('fill'),
    isEvenOdd: attributes.get('fill-rule') === 'evenodd',
    stroke: stroke && readStroke(attributes, stroke),
    isStrokeFirst: (attributes.get('paint-order') ?? '').startsWith('stroke'),
  }
}

function readStroke(attributes: MarkupElement['attributes'], paint: Paint): Stroke {
  const dashes = attributes.get('stroke-dasharray')?.split(' ').map(Number) ?? []
  return {
    paint,
    width: numberOf(attributes, 'stroke-width', 1),
    cap: wordOf(attributes.get('stroke-linecap'), ['butt', 'round', 'square']),
    join: wordOf(attributes.get('stroke-linejoin'), ['miter', 'round', 'bevel']),
    miterLimit: numberOf(attributes, 'stroke-miterlimit', 4),
    dashes: dashes.length % 2 === 0 ? dashes : [...dashes, ...dashes],
    dashOffset: numberOf(attributes, 'stroke-dashoffset', 0),
  }
}

/** null: nothing is painted. */
function readPaint(
  value: string | undefined,
  opacity: number,
  outline: Outline,
  definitions: Definitions,
): Paint | null {
  if (value === undefined || value === 'none' || opacity === 0) return null
  if (value.startsWith('#')) return { kind: 'color', color: value, opacity }
  const server = definitionOf(value, definitions)
  if (server === undefined) return null
  const { name, attributes, children } = server
  if (name === 'pattern') return { kind: 'pattern' }
  const number = (attribute: string) => numberOf(attributes, attribute, 0)
  const gradient = {
    stops: children.map((stop) => ({
      offset: numberOf(stop.attributes, 'offset', 0),
      color: stop.attributes.get('stop-color') ?? '#000000',
      opacity: numberOf(stop.attributes, 'stop-opacity', 1),
    })),
    spread: wordOf(attributes.get('spreadMethod'), ['pad', 'repeat', 'reflect']),
    opacity,
    matrix: multiply(
      unitsMatrix(server, 'gradientUnits', 'objectBoundingBox', () => boxOf([outline])),
      readMatrix(attributes.get('gradientTransform')),
    ),
  }
  if (name === 'linearGradient')
    return {
      ...gradient,
      kind: 'linear',
      from: [number('x1'), number('y1')],
      to: [number('x2'), number('y2')],
    }
  const center = [number('cx'), number('cy')] as const
  return { ...gradient, kind: 'radial', center, radius: number('r'), focus: [number('fx'), number('fy')] }
}

function numberOf(attributes: ReadonlyMap<string, string>, name: string, usual: number): number {
  const number = Number.parseFloat(attributes.get(name) ?? '')
  return Number.isFinite(number) ? number : usual
}

const wordOf = <Word extends string>(value: string | undefined, words: readonly [Word, ...Word[]]): Word =>
  words.find((word) => word === value) ?? words[0]
