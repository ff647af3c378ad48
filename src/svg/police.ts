import type { Cascade } from './cascade.ts'
import { chosenBranch, conditionsHold, isRendered } from './conditions.ts'
import { CONTENT, ELEMENTS, type ElementRule } from './elements.ts'
import type { SvgLimits } from './limits.ts'
import type { SourceElement } from './parse.ts'
import { PATH_DECIMALS, writePath, writePoints } from './path-writer.ts'
import { appendChild, NO_REFERENCES, type PictureElement } from './picture.ts'
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
      if (frame.target.rule.role !== 'container') appendChild<PictureElement | string>(frame.target, child)
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
/** A blank, an equals sign and two quotes. */
const MARKS_OF_ATTRIBUTE = 4
const REMEMBERED_CHARS_MIN = 40
const UNKNOWN_RULE: ElementRule = { role: 'container', attributes: new Map() }
const NO_TARGETS: readonly PictureElement[] = []

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

type Judgement = ReturnType<ReferenceGrammar>

class Police {
  readonly #cascade: Cascade
  readonly #limits: SvgLimits
  readonly #notes: NoteBook
  #filtered = 0
  #writtenAttributes = 0
  #writtenChars = 0
  readonly #lastLong = new Map<ReferenceGrammar, { value: string; found: Judgement }>()

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
    appendChild<PictureElement | string>(target, element)
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
    const rule = ELEMENTS.get(name) ?? UNKNOWN_RULE
    const sourceId = source.attributes.get('id') ?? null
    const attributes =
      rule.role === 'words' ? new Map<string, string>() : this.#cascade.takeAttributes(source)
    const element: PictureElement = {
      name,
      rule,
      sourceId,
      attributes,
      references: NO_REFERENCES,
      children: [],
      vertices: 0,
      cost: null,
    }
    // In place: a second map for each of thousands of elements costs more than all that is looked up in it.
    const known = KNOWN.get(rule) ?? NOTHING_KNOWN
    for (const [attribute, value] of attributes) {
      const grammar = known.get(attribute)
      const written =
        grammar === undefined
          ? this.#unknown(attribute, value)
          : grammar === null
            ? null
            : this.#attribute(element, attribute, value, grammar)
      if (written === null) attributes.delete(attribute)
      else {
        this.#writtenChars += attribute.length + written.length + MARKS_OF_ATTRIBUTE
        if (written !== value) attributes.set(attribute, written)
      }
    }
    this.#writtenAttributes += attributes.size
    this.#checkWritten()
    if (source.name === 'feImage') {
      this.#notes.add('element_dropped', 'feImage')
      attributes.set('flood-opacity', '0')
    }
    return element
  }

  #unknown(attribute: string, value: string): string | null {
    if (attribute === 'xml:space' && (value === 'preserve' || value === 'default')) return value
    if (!/^(?:data-|aria-|xml:)/.test(attribute)) this.#notes.add('attribute_dropped', attribute)
    return null
  }

  /** What is written of a value, null where that is nothing. */
  #attribute(
    element: PictureElement,
    attribute: string,
    raw: string,
    grammar: ReferenceGrammar,
  ): string | null {
    const value = trimmed(raw)
    const isPath = attribute === 'd' || attribute === 'points'
    if (isPath && value.length > this.#limits.pathCharsMax) {
      refuse('path_too_long', `A path is longer than ${this.#limits.pathCharsMax} characters.`)
    }
    if (!isPath && value.length > ATTRIBUTE_CHARS_MAX) {
      this.#notes.add('value_dropped', `${element.name}/${attribute}`)
      return null
    }
    const found = isPath ? pathOf(element, attribute, value) : this.#judge(value, grammar)
    if (found === null) {
      this.#notes.add('value_dropped', `${element.name}/${attribute}`)
      return null
    }
    if (found === EXTERNAL) {
      this.#notes.add('external_reference', `${element.name}/${attribute}`)
      return grammar === paint ? 'none' : null
    }
    if (typeof found === 'string')
      return DEFAULT_ZERO.has(attribute) && Number.parseFloat(found) === 0 ? null : found
    const { kind, pieces, fallback } = found
    element.references = [...element.references, { attribute, kind, pieces, fallback, targets: NO_TARGETS }]
    if (kind === 'filter') this.#countFiltered()
    // Holds the attribute's place; the value is written once the target is known.
    return ''
  }

  /** What a style says comes once for every element that it applies to, and is read once if reading it takes long. */
  #judge(value: string, grammar: ReferenceGrammar): Judgement {
    if (value.length < REMEMBERED_CHARS_MIN) return grammar(value)
    const known = this.#lastLong.get(grammar)
    if (known?.value === value) return known.found
    const found = grammar(value)
    this.#lastLong.set(grammar, { value, found })
    return found
  }

  /** Styles are written on each of their elements: what a source says once can be too much to write. */
  #checkWritten(): void {
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

/** What is drawn of path data or points, written short; null where that is nothing. Counts its corners. */
const pathOf = (
  element: PictureElement,
  attribute: string,
  value: string,
  decimals: number = PATH_DECIMALS,
): string | null => {
  const written = attribute === 'points' ? writePoints(value, decimals) : writePath(value, decimals)
  if (written === null) return null
  element.vertices = written.vertices
  return written.text
}

const trimmed = (value: string): string =>
  value.charCodeAt(0) <= 32 || value.charCodeAt(value.length - 1) <= 32 ? value.trim() : value

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
