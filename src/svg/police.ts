import type { Cascade } from './cascade.ts'
import { CONTENT, ELEMENTS, type ElementRule } from './elements.ts'
import type { SvgLimits } from './limits.ts'
import { scanNumbers } from './numbers.ts'
import type { SourceElement } from './parse.ts'
import { scanPath } from './path-data.ts'
import type { PictureElement } from './picture.ts'
import { PROPERTIES } from './properties.ts'
import { EXTERNAL, paint, type ReferenceGrammar } from './reference-values.ts'
import { type NoteBook, refuse } from './report.ts'
import { filteredMax } from './survey.ts'

/**
 * Copies what the policy knows from the source tree into a new one: elements where they have a meaning, attributes that the element
 * takes, values that their grammar accepts. Links become groups, a `switch` becomes the branch it chooses, `feImage` becomes nothing.
 */
export const policeTree = (
  source: SourceElement,
  cascade: Cascade,
  limits: SvgLimits,
  notes: NoteBook,
): PictureElement => {
  const police = new Police(cascade, limits, notes)
  const root = police.element(source, 'svg')
  const frames: Frame[] = [{ source, target: root, next: 0 }]
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    const child = frame.source.children[frame.next++]
    if (child === undefined) {
      frames.pop()
    } else if (typeof child === 'string') {
      if (frame.target.rule.role !== 'container') frame.target.children.push(child)
    } else {
      const target = police.child(child, frame)
      if (target !== null) frames.push({ source: child, target, next: 0 })
    }
  }
  return root
}

interface Frame {
  source: SourceElement
  target: PictureElement
  next: number
  /** Of a `switch`: the one child that is drawn. Undefined until it is looked for, null where there is none. */
  chosen?: SourceElement | null
}

/** Attributes that say nothing about the picture, or were read elsewhere. */
const SILENT = new Set([
  'id',
  'class',
  'style',
  'version',
  'baseProfile',
  'enable-background',
  'systemLanguage',
  'requiredFeatures',
  'requiredExtensions',
  'zoomAndPan',
  'role',
  'tabindex',
  'focusable',
  'lang',
])

/** Zero says the same as leaving it out, and not every judge of SVG knows these by name. */
const DEFAULT_ZERO = new Set(['fr', 'pointsAtX', 'pointsAtY', 'pointsAtZ'])

const ATTRIBUTE_CHARS_MAX = 64 * 1024

/** What each kind of element takes: its own attributes, the properties, and null for what is left out without a word. */
const KNOWN: ReadonlyMap<ElementRule, ReadonlyMap<string, ReferenceGrammar | null>> = new Map(
  [...ELEMENTS.values()].map((rule) => [
    rule,
    new Map<string, ReferenceGrammar | null>([
      ...PROPERTIES,
      ...rule.attributes,
      ...[...SILENT].map((name): [string, null] => [name, null]),
    ]),
  ]),
)
const NOTHING_KNOWN: ReadonlyMap<string, ReferenceGrammar | null> = new Map()

class Police {
  readonly #cascade: Cascade
  readonly #limits: SvgLimits
  readonly #notes: NoteBook
  #filtered = 0
  #writtenAttributes = 0
  #writtenChars = 0

  constructor(cascade: Cascade, limits: SvgLimits, notes: NoteBook) {
    this.#cascade = cascade
    this.#limits = limits
    this.#notes = notes
  }

  /** Adds the child to its parent's picture; null where it does not belong there. */
  child(source: SourceElement, frame: Frame): PictureElement | null {
    const { source: parent, target } = frame
    if (source.name === 'style') return null
    if (parent.name === 'switch') {
      if (frame.chosen === undefined) frame.chosen = chosenBranch(parent)
      if (frame.chosen !== source) return null
    }
    const name = writtenName(source, target.rule)
    const rule = ELEMENTS.get(name)
    if (
      rule === undefined ||
      !CONTENT[target.rule.role].has(rule.role) ||
      (isRendered(rule) && !conditionsHold(source))
    ) {
      this.#notes.add('element_dropped', `${target.name}/${source.name}`)
      return null
    }
    const element = this.element(source, name)
    target.children.push(element)
    const { stopsMax, filterPrimitivesMax } = this.#limits
    if (rule.role === 'stop' && target.children.length > stopsMax) {
      refuse('too_many_stops', `A gradient has more than ${stopsMax} stops.`)
    }
    if (
      (rule.role === 'primitive' || rule.role === 'primitive-part') &&
      target.children.length > filterPrimitivesMax
    ) {
      refuse('filter_too_large', `A filter has more than ${filterPrimitivesMax} primitives.`)
    }
    return element
  }

  element(source: SourceElement, name: string): PictureElement {
    const rule = ELEMENTS.get(name) ?? { role: 'container', attributes: new Map() }
    const element: PictureElement = {
      name,
      rule,
      sourceId: source.attributes.get('id') ?? null,
      attributes: new Map(),
      references: [],
      children: [],
      vertices: 0,
      cost: null,
    }
    if (rule.role === 'words') return element
    const known = KNOWN.get(rule) ?? NOTHING_KNOWN
    for (const [attribute, value] of this.#cascade.attributesOf(source)) {
      const grammar = known.get(attribute)
      if (grammar === undefined) this.#unknown(element, attribute, value)
      else if (grammar !== null) this.#attribute(element, attribute, value, grammar)
    }
    this.#countWritten(element)
    if (source.name === 'feImage') {
      this.#notes.add('element_dropped', 'feImage')
      element.attributes.set('flood-opacity', '0')
    }
    return element
  }

  #unknown(element: PictureElement, attribute: string, value: string): void {
    if (attribute === 'xml:space' && (value === 'preserve' || value === 'default'))
      element.attributes.set(attribute, value)
    else if (!/^(?:data-|aria-|xml:)/.test(attribute)) this.#notes.add('attribute_dropped', attribute)
  }

  #attribute(element: PictureElement, attribute: string, raw: string, grammar: ReferenceGrammar): void {
    const value = trimmed(raw)
    const isPath = attribute === 'd' || attribute === 'points'
    if (isPath && value.length > this.#limits.pathCharsMax) {
      refuse('path_too_long', `A path is longer than ${this.#limits.pathCharsMax} characters.`)
    }
    if (!isPath && value.length > ATTRIBUTE_CHARS_MAX) {
      this.#notes.add('value_dropped', `${element.name}/${attribute}`)
      return
    }
    const found = isPath ? pathOf(element, attribute, value) : grammar(value)
    if (found === null) {
      this.#notes.add('value_dropped', `${element.name}/${attribute}`)
    } else if (found === EXTERNAL) {
      this.#notes.add('external_reference', `${element.name}/${attribute}`)
      if (grammar === paint) element.attributes.set(attribute, 'none')
    } else if (typeof found === 'string') {
      if (!(DEFAULT_ZERO.has(attribute) && Number.parseFloat(found) === 0))
        element.attributes.set(attribute, found)
    } else {
      // Holds the attribute's place; the value is written once the target is known.
      element.attributes.set(attribute, '')
      element.references.push({ attribute, ...found, targets: [] })
      if (found.kind === 'filter') this.#countFiltered()
    }
  }

  /** Styles are written on each of their elements: what a source says once can be too much to write. */
  #countWritten({ attributes }: PictureElement): void {
    this.#writtenAttributes += attributes.size
    for (const [name, value] of attributes) this.#writtenChars += name.length + value.length + 4
    const { attributesMax, bytesMax } = this.#limits
    if (this.#writtenAttributes > attributesMax)
      refuse('too_many_attributes', `With its styles the picture has more than ${attributesMax} attributes.`)
    if (this.#writtenChars > bytesMax)
      refuse('too_large', `With its styles the picture is larger than ${bytesMax} bytes.`)
  }

  /** Thousands of filtered elements are refused as soon as they are seen, whatever their filters hold. */
  #countFiltered(): void {
    const most = filteredMax(this.#limits)
    if (++this.#filtered > most)
      refuse('expansion_too_large', `The document has more than ${most} filtered elements.`)
  }
}

/** The part of path data or points that is drawn, null where there is none; counts its corners. */
const pathOf = (element: PictureElement, attribute: string, value: string): string | null => {
  const isPoints = attribute === 'points'
  const { end, vertices } = isPoints ? pointsOf(value) : scanPath(value)
  if (end === 0) return null
  element.vertices = vertices
  return end === value.length ? value : value.slice(0, end)
}

const pointsOf = (value: string): { end: number; vertices: number } => {
  const { end, count } = scanNumbers(value)
  return { end: count < 2 ? 0 : end, vertices: count / 2 }
}

const trimmed = (value: string): string =>
  value.charCodeAt(0) <= 32 || value.charCodeAt(value.length - 1) <= 32 ? value.trim() : value

/** Conditions say whether an element is drawn where it stands; what others refer to is not drawn there anyway. */
const isRendered = ({ role }: ElementRule): boolean =>
  role === 'container' || role === 'shape' || role === 'use' || role.startsWith('text')

const writtenName = (source: SourceElement, parent: ElementRule): string => {
  switch (source.name) {
    case 'a':
      return parent.role === 'text' || parent.role === 'text-part' ? 'tspan' : 'g'
    case 'switch':
      return 'g'
    case 'feImage':
      return 'feFlood'
    default:
      return source.name
  }
}

/** SVG 2, section 5.9.2: the first child whose conditions hold, of those that can be drawn at all. */
const chosenBranch = (parent: SourceElement): SourceElement | null => {
  for (const child of parent.children) {
    if (typeof child === 'string' || child.name === 'style') continue
    const role = ELEMENTS.get(child.name)?.role
    if (role !== 'words' && conditionsHold(child)) return child
  }
  return null
}

/** The language of a stored picture cannot depend on who looks at it: English is assumed. */
const conditionsHold = (source: SourceElement): boolean => {
  const language = source.attributes.get('systemLanguage')
  const spoken = language?.split(',').some((tag) => /^en(?:-|$)/i.test(tag.trim())) ?? true
  return spoken && source.attributes.get('requiredExtensions') === undefined
}
