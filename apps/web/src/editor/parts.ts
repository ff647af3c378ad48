import { listColors, listParts, type PicturePart, type Target } from '@chatsvg/svg'

/** A part as the editor shows it. `key`: its path with dots, as in `live-picture.ts`. */
export type Part = {
  key: string
  target: Target
  /** The name that the page shows. `ownName` is the name in the picture; empty if it has none. */
  name: string
  ownName: string
  /** Keys of the parts inside it, rearmost first. */
  children: readonly string[]
  /** `#rrggbb`; undefined for no colour, a gradient, or a group whose shapes have different colours. */
  fill: string | undefined
  stroke: string | undefined
  /** In units of the view box. */
  strokeWidth: number
  /** Its own, from 0 to 1. */
  opacity: number
  isHidden: boolean
  /** Whether it is a group that can be replaced by its parts. */
  canUngroup: boolean
  /** The words of a text. */
  text: string | undefined
  /** All colours within it, the most frequent first. */
  colors: readonly string[]
}

/** One part, or several that are changed together. */
export type Selected = Omit<Part, 'key' | 'children' | 'isHidden'> & {
  keys: readonly string[]
  /** Whether one of them has parts of its own. */
  isGroup: boolean
  /** Whether the shapes have different fills, or different lines. */
  isMixed: { fill: boolean; stroke: boolean }
}

export type Parts = {
  get(key: string): Part | undefined
  /** The keys of the parts inside a group, rearmost first; the empty key means the whole picture. */
  childrenOf(key: string): readonly string[]
  /** The innermost group that contains the whole picture; empty if there is none. */
  wrapper: string
  /** The colours of the whole picture, those of large areas first. */
  colors: readonly string[]
}

/** The parts with these keys, as one; undefined if there are none. */
export function partsAt(parts: Parts, keys: readonly string[]): Selected | undefined {
  const found = keys.flatMap((key) => parts.get(key) ?? [])
  const [first] = found
  if (!first) return undefined
  const isSame = (name: 'fill' | 'stroke') => found.every((part) => part[name] === first[name])
  const isMixed = { fill: !isSame('fill'), stroke: !isSame('stroke') }
  const common = {
    ...first,
    keys: found.map(({ key }) => key),
    isGroup: found.some(({ children }) => children.length > 0),
    canUngroup: found.every(({ canUngroup }) => canUngroup),
    isMixed,
  }
  if (found.length === 1) return common
  return {
    ...common,
    target: { paths: found.map(({ key }) => key.split('.').map(Number)) },
    name: `${found.length} parts`,
    ownName: '',
    fill: isMixed.fill ? undefined : first.fill,
    stroke: isMixed.stroke ? undefined : first.stroke,
    text: undefined,
    colors: [...new Set(found.flatMap(({ colors }) => colors))],
  }
}

let last: { svg: string; parts: Parts } | undefined

/** The parts of a picture's text. The last result is cached, because many components need it. */
export function readParts(svg: string): Parts {
  if (last?.svg !== svg) last = { svg, parts: svg === '' ? noParts : collect(svg) }
  return last.parts
}

export const readColors = (svg: string): readonly string[] => readParts(svg).colors

const noParts: Parts = { get: () => undefined, childrenOf: () => [], wrapper: '', colors: [] }

function collect(svg: string): Parts {
  const listed = listParts(svg)
  const found = new Map<string, Part>()
  const add = (part: PicturePart): void => {
    found.set(keyOf(part), toPart(part))
    for (const child of part.children) add(child)
  }
  for (const part of listed) add(part)
  return {
    get: (key) => found.get(key),
    childrenOf: (key) => (key === '' ? listed.map(keyOf) : (found.get(key)?.children ?? [])),
    wrapper: wrapperOf(listed),
    colors: listColors(svg).map(({ color }) => color),
  }
}

function wrapperOf(listed: readonly PicturePart[]): string {
  const [only, ...others] = listed
  if (!only || others.length > 0 || only.children.length === 0) return ''
  return wrapperOf(only.children) || keyOf(only)
}

const keyOf = ({ path }: PicturePart) => path.join('.')

function toPart(part: PicturePart): Part {
  const { path, name, kind, fill, stroke, strokeWidth, opacity, text, children } = part
  return {
    key: keyOf(part),
    target: { path },
    name: capitalize(name === null ? nameFor(kind, text) : (sceneNames[name] ?? name)),
    ownName: name ?? '',
    children: children.map(keyOf),
    fill: plainColor(fill),
    stroke: plainColor(stroke),
    strokeWidth: strokeWidth ?? 1,
    opacity,
    isHidden: opacity === 0,
    canUngroup: kind === 'g',
    text: text ?? undefined,
    colors: countColors([part]),
  }
}

const kindNames: Record<string, string> = {
  g: 'Group',
  svg: 'Group',
  rect: 'Rectangle',
  circle: 'Circle',
  ellipse: 'Ellipse',
  line: 'Line',
  polyline: 'Line',
  polygon: 'Polygon',
  use: 'Copy',
}

/** Groups that the composer draws around its things. */
const sceneNames: Record<string, string> = {
  'scene back': 'Background',
  'scene shadows': 'Shadows',
  'scene front': 'Foreground',
}

const nameFor = (kind: string, text: string | null) =>
  text !== null ? `\u201c${text}\u201d` : (kindNames[kind] ?? 'Shape')

const capitalize = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)

const plainColor = (paint: string | null) => (paint?.startsWith('#') ? paint : undefined)

function countColors(parts: readonly PicturePart[]): string[] {
  const counts = new Map<string, number>()
  const add = ({ fill, stroke, children }: PicturePart): void => {
    if (children.length === 0)
      for (const color of [plainColor(fill), plainColor(stroke)])
        if (color !== undefined) counts.set(color, (counts.get(color) ?? 0) + 1)
    for (const child of children) add(child)
  }
  for (const part of parts) add(part)
  return [...counts].toSorted(([, one], [, other]) => other - one).map(([color]) => color)
}
