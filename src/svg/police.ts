import type { Cascade } from './cascade.ts'
import { CONTENT, ELEMENTS, type ElementRule } from './elements.ts'
import type { SvgLimits } from './limits.ts'
import type { SourceElement } from './parse.ts'
import type { PictureElement } from './picture.ts'
import { PROPERTIES } from './properties.ts'
import { EXTERNAL, paint } from './reference-values.ts'
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

class Police {
  readonly #cascade: Cascade
  readonly #limits: SvgLimits
  readonly #notes: NoteBook
  #filtered = 0

  constructor(cascade: Cascade, limits: SvgLimits, notes: NoteBook) {
    this.#cascade = cascade
    this.#limits = limits
    this.#notes = notes
  }

  /** Adds the child to its parent's picture; null where it does not belong there. */
  child(source: SourceElement, { source: parent, target }: Frame): PictureElement | null {
    if (source.name === 'style') return null
    if (parent.name === 'switch' && chosenBranch(parent) !== source) return null
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
      cost: null,
    }
    if (rule.role === 'words') return element
    for (const [attribute, value] of this.#cascade.attributesOf(source))
      this.#attribute(element, attribute, value)
    if (source.name === 'feImage') {
      this.#notes.add('element_dropped', 'feImage')
      element.attributes.set('flood-opacity', '0')
    }
    return element
  }

  #attribute(element: PictureElement, attribute: string, raw: string): void {
    if (SILENT.has(attribute)) return
    const grammar = element.rule.attributes.get(attribute) ?? PROPERTIES.get(attribute)
    if (grammar === undefined) {
      if (attribute === 'xml:space' && (raw === 'preserve' || raw === 'default'))
        element.attributes.set(attribute, raw)
      else if (!/^(?:data-|aria-|xml:)/.test(attribute)) this.#notes.add('attribute_dropped', attribute)
      return
    }
    const value = trimmed(raw)
    const isPath = attribute === 'd' || attribute === 'points'
    if (isPath && value.length > this.#limits.pathCharsMax) {
      refuse('path_too_long', `A path is longer than ${this.#limits.pathCharsMax} characters.`)
    }
    const found = isPath || value.length <= ATTRIBUTE_CHARS_MAX ? grammar(value) : null
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

  /** Thousands of filtered elements are refused as soon as they are seen, whatever their filters hold. */
  #countFiltered(): void {
    const most = filteredMax(this.#limits)
    if (++this.#filtered > most)
      refuse('expansion_too_large', `The document has more than ${most} filtered elements.`)
  }
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
