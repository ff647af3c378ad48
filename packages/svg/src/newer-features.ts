import { Attributes } from './attributes.ts'
import { ruleOf } from './elements.ts'
import { primitiveDraws } from './expansion.ts'
import type { SvgLimits } from './limits.ts'
import { formatNumber } from './numbers.ts'
import {
  appendChild,
  generated,
  newElement,
  type PictureElement,
  type PictureReference,
  walkPicture,
} from './picture.ts'
import { readViewBox, shareDecimals } from './values.ts'

/** Elements that may need a feature that not every renderer has. */
export interface NewerFeatures {
  /** Must be called for every element. */
  note(element: PictureElement): void
  /**
   * Writes in SVG 1.1 those features of SVG 2 and Filter Effects 1 that not every renderer supports: drop
   * shadows, markers that are reversed at the start of a line, and gradients that begin on a circle.
   * References must have been followed before. @returns whether there are new elements with ids.
   */
  expand(root: PictureElement, index: PictureIndex, limits: SvgLimits): boolean
}

export function createNewerFeatures(): NewerFeatures {
  const filters: PictureElement[] = []
  const gradients: PictureElement[] = []
  const markers: PictureElement[] = []
  let resources = 0
  let uses = 0

  function note(element: PictureElement): void {
    if (element.name === 'use') uses += 1
    if (isResource(element)) resources += 1
    if (element.name === 'filter') filters.push(element)
    else if (element.name === 'radialGradient') gradients.push(element)
    else if (element.name === 'marker') markers.push(element)
  }

  function expand(root: PictureElement, index: PictureIndex, limits: SvgLimits): boolean {
    if (filters.length + gradients.length + markers.length === 0) return false
    const shadowed = filters.filter((filter) => filter.children.some(isDropShadow))
    if (shadowed.length > 0) {
      const counts = countReferences(index.referring)
      for (const filter of shadowed) expandDropShadows(filter, counts.get(filter) ?? 0, limits)
    }
    const focal = gradients.filter(({ attributes }) => attributes.has('fr'))
    if (focal.length > 0) expandInnerCircles(focal, index.referring)
    const isReversed = ({ attributes }: PictureElement) => attributes.get('orient') === 'auto-start-reverse'
    const reversed = new Set(markers.filter(isReversed))
    const room = { resources: limits.resourcesMax - resources, uses: limits.usesMax - uses }
    return reversed.size > 0 && turnStartMarkers(root, reversed, index, room)
  }
  return { note, expand }
}

const isResource = ({ rule: { role } }: PictureElement): boolean =>
  role === 'resource' || role === 'gradient' || role === 'filter'

/** Elements by their ids in the source, in document order, and those that refer to something. */
export interface PictureIndex {
  byId: Map<string, PictureElement>
  referring: PictureElement[]
}

const create = (name: string, attributes: Iterable<[string, string]>): PictureElement =>
  newElement(name, ruleOf(name), null, Attributes.from(attributes))

/** The attributes of a primitive that apply to its result. */
const resultAttributes = ['x', 'y', 'width', 'height', 'result']
const floodAttributes = ['color', 'flood-color', 'flood-opacity']
const colorSpace = 'color-interpolation-filters'
/** The number of additional primitives for an expanded drop shadow. */
const primitivesPerShadow = 4

const isDropShadow = (child: PictureElement | string): boolean =>
  typeof child !== 'string' && child.name === 'feDropShadow'

/** How often each element is referred to, without uses of uses. */
function countReferences(referring: readonly PictureElement[]): ReadonlyMap<PictureElement, number> {
  const counts = new Map<PictureElement, number>()
  for (const { references } of referring)
    for (const { targets } of references)
      for (const target of targets) counts.set(target, (counts.get(target) ?? 0) + 1)
  return counts
}

/** The share of the drawing limit by which expanded shadows may increase the cost. */
const shadowsPart = 0.25

/**
 * The primitives that are equivalent to a drop shadow (Filter Effects 1, section 9.11). The drop shadow is
 * kept if the filter would become too long, or drawing all elements with it too expensive.
 */
function expandDropShadows(
  filter: PictureElement,
  uses: number,
  { filterPrimitivesMax, drawnMax }: SvgLimits,
): void {
  const added = filter.children.filter(isDropShadow).length * primitivesPerShadow
  if (filter.children.length + added > filterPrimitivesMax) return
  if (uses * added * primitiveDraws > drawnMax * shadowsPart) return
  const names = new ResultNames(filter)
  const children: (PictureElement | string)[] = []
  for (const child of filter.children) {
    if (typeof child === 'string' || child.name !== 'feDropShadow') children.push(child)
    else children.push(...shadowPrimitives(child, children, names))
  }
  filter.children = children
}

/** Names for results that a filter does not have yet. */
class ResultNames {
  readonly #taken = new Set<string>()
  #last = 0

  constructor({ children }: PictureElement) {
    for (const child of children)
      if (typeof child !== 'string') this.#taken.add(child.attributes.get('result') ?? '')
  }

  next(): string {
    let name = `r${++this.#last}`
    while (this.#taken.has(name)) name = `r${++this.#last}`
    return name
  }
}

function shadowPrimitives(
  { attributes }: PictureElement,
  before: readonly (PictureElement | string)[],
  names: ResultNames,
): PictureElement[] {
  const input = attributes.get('in') ?? resultBefore(before, names)
  const moved = names.next()
  const pick = (wanted: readonly string[]) =>
    [colorSpace, ...wanted].flatMap((name): [string, string][] => {
      const value = attributes.get(name)
      return value === undefined ? [] : [[name, value]]
    })
  const merge = create('feMerge', pick(resultAttributes))
  merge.children = [create('feMergeNode', []), create('feMergeNode', [['in', input]])]
  return [
    create('feGaussianBlur', [
      ...pick([]),
      ['in', input],
      ['stdDeviation', attributes.get('stdDeviation') ?? '2'],
    ]),
    create('feOffset', [
      ...pick([]),
      ['dx', attributes.get('dx') ?? '2'],
      ['dy', attributes.get('dy') ?? '2'],
      ['result', moved],
    ]),
    create('feFlood', pick(floodAttributes)),
    create('feComposite', [...pick([]), ['in2', moved], ['operator', 'in']]),
    merge,
  ]
}

/** The input of a primitive that names none: the previous result, which gets a name if it has none. */
function resultBefore(before: readonly (PictureElement | string)[], names: ResultNames): string {
  const last = before.findLast(
    (child): child is PictureElement => typeof child !== 'string' && child.rule.role === 'primitive',
  )
  if (last === undefined) return 'SourceGraphic'
  const known = last.attributes.get('result')
  if (known !== undefined) return known
  const name = names.next()
  last.attributes.set('result', name)
  return name
}

/**
 * A gradient that begins on a circle about its centre is written as one that begins at the centre, with its
 * stops moved outwards. If it is a template of others, or has the stops of one, it does not change.
 */
function expandInnerCircles(
  gradients: readonly PictureElement[],
  referring: readonly PictureElement[],
): void {
  const templates = new Set(
    referring.flatMap(({ references }) =>
      references.flatMap(({ kind, targets }) => (kind === 'gradient-template' ? targets : [])),
    ),
  )
  for (const gradient of gradients) {
    const { attributes, references } = gradient
    const spread = attributes.get('spreadMethod') ?? 'pad'
    const inner = shareOfRadius(attributes.get('fr') ?? '', attributes.get('r') ?? '50%')
    const isAboutCentre = ['x', 'y'].every((axis) => {
      const focus = attributes.get(`f${axis}`)
      return focus === undefined || focus === (attributes.get(`c${axis}`) ?? '50%')
    })
    if (
      inner === null ||
      !isAboutCentre ||
      spread !== 'pad' ||
      references.length > 0 ||
      templates.has(gradient)
    )
      continue
    for (const stop of gradient.children) {
      if (typeof stop === 'string' || stop.rule.role !== 'stop') continue
      const offset = Math.min(Math.max(Number(stop.attributes.get('offset') ?? '0'), 0), 1)
      stop.attributes.set('offset', formatNumber(inner + offset * (1 - inner), shareDecimals))
    }
    attributes.delete('fr')
  }
}

/** The inner radius as a share of the outer one; null if it is unknown or not a share. */
function shareOfRadius(inner: string, outer: string): number | null {
  if (inner.endsWith('%') !== outer.endsWith('%')) return null
  const share = Number.parseFloat(inner) / Number.parseFloat(outer)
  return share > 0 && share < 1 ? share : null
}

/**
 * Markers with `orient="auto-start-reverse"` get a copy for the starts of lines, whose content and view box
 * are turned by 180 degrees about the reference point. In the middle and at the end of a line they are
 * `auto`.
 */
function turnStartMarkers(
  root: PictureElement,
  reversed: ReadonlySet<PictureElement>,
  { referring }: PictureIndex,
  room: { resources: number; uses: number },
): boolean {
  const twins = new Map<PictureElement, PictureElement | null>()
  for (const element of [...referring]) {
    for (const reference of element.references) {
      const [marker] = reference.targets
      if (reference.attribute !== 'marker-start' || marker === undefined || !reversed.has(marker)) continue
      let twin = twins.get(marker)
      if (twin === undefined) {
        const uses = countUses(marker)
        const fits = room.resources > 0 && room.uses >= uses
        twin = fits ? turnedTwin(marker, `${generated}start-${twins.size + 1}`, referring) : null
        if (twin !== null) {
          room.resources -= 1
          room.uses -= uses
        }
        twins.set(marker, twin)
      }
      if (twin !== null) aimAt(reference, twin)
    }
  }
  for (const marker of reversed) if (twins.get(marker) !== null) marker.attributes.set('orient', 'auto')
  const made = [...twins].filter((pair): pair is [PictureElement, PictureElement] => pair[1] !== null)
  if (made.length === 0) return false
  const twinOf = new Map(made)
  walkPicture(root, (element) => {
    if (element.children.some((child) => typeof child !== 'string' && twinOf.has(child)))
      element.children = element.children.flatMap((child) => {
        const twin = typeof child === 'string' ? undefined : twinOf.get(child)
        return twin === undefined ? [child] : [child, twin]
      })
    return true
  })
  return true
}

function aimAt(reference: PictureReference, target: PictureElement): void {
  reference.pieces = ['', target.sourceId ?? '', '']
  reference.targets = [target]
}

function countUses(marker: PictureElement): number {
  let uses = 0
  walkPicture(marker, ({ name }) => {
    if (name === 'use') uses += 1
    return true
  })
  return uses
}

/** Null if the reference point is a keyword or a percentage. */
function turnedTwin(
  marker: PictureElement,
  sourceId: string,
  referring: PictureElement[],
): PictureElement | null {
  const side = (name: string, otherwise: string) => Number(marker.attributes.get(name) ?? otherwise)
  const [x, y] = [side('refX', '0'), side('refY', '0')]
  const [left, top, width, height] = readViewBox(marker.attributes.get('viewBox') ?? '') ?? [
    0,
    0,
    side('markerWidth', '3'),
    side('markerHeight', '3'),
  ]
  const viewBox = [2 * x - left - width, 2 * y - top - height, width, height]
  if (!viewBox.every(Number.isFinite)) return null
  const twin = newElement('marker', marker.rule, sourceId, marker.attributes.copy())
  twin.attributes.set('viewBox', viewBox.map((value) => formatNumber(value, viewDecimals)).join(' '))
  twin.attributes.set('orient', 'auto')
  const alignment = marker.attributes.get('preserveAspectRatio')
  if (alignment !== undefined) twin.attributes.set('preserveAspectRatio', opposite(alignment))
  twin.references = copyReferences(marker, twin, referring)
  const about = x === 0 && y === 0 ? '' : ` ${formatNumber(x, viewDecimals)} ${formatNumber(y, viewDecimals)}`
  const inside = create('g', [['transform', `rotate(180${about})`]])
  inside.children = copyDrawn(marker, referring)
  if (inside.children.length > 0) twin.children = [inside]
  return twin
}

const viewDecimals = 6

const opposite = (alignment: string): string =>
  alignment.replace(/(?<=[xY])M(?:in|ax)/g, (end) => (end === 'Min' ? 'Max' : 'Min'))

/** Elements that are only referred to are not copied. */
const notDrawn = new Set<PictureElement['rule']['role']>(['resource', 'gradient', 'filter', 'words'])

/** Copies the drawn elements without ids. References still lead to the originals. */
function copyDrawn(from: PictureElement, referring: PictureElement[]): PictureElement['children'] {
  const copies: Pick<PictureElement, 'children'> = { children: [] }
  const pending = [{ from, to: copies }]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const child of next.from.children) {
      if (typeof child === 'string') {
        appendChild(next.to, child)
        continue
      }
      if (notDrawn.has(child.rule.role)) continue
      const copy = newElement(child.name, child.rule, null, child.attributes.copy())
      copy.vertices = child.vertices
      copy.references = copyReferences(child, copy, referring)
      appendChild(next.to, copy)
      pending.push({ from: child, to: copy })
    }
  }
  return copies.children
}

function copyReferences(
  { references }: PictureElement,
  copy: PictureElement,
  referring: PictureElement[],
): readonly PictureReference[] {
  if (references.length === 0) return references
  referring.push(copy)
  return references.map((reference) => ({ ...reference }))
}
