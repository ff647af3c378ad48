import { resolvedFirst, Trait } from './attribute-traits.ts'
import { Attributes } from './attributes.ts'
import { boundsOf } from './bounds.ts'
import type { Cascade } from './cascade.ts'
import { clipBoxOf, isClipShape } from './clip-shapes.ts'
import { type Computed, copyComputed } from './computed.ts'
import { chosenBranch, conditionsHold } from './conditions.ts'
import { filteredMax } from './count-elements.ts'
import { createDefinitions } from './definitions.ts'
import { type ElementRule, elementRules, ruleOf } from './elements.ts'
import { dropInherited } from './inheritance.ts'
import type { SvgLimits } from './limits.ts'
import { resolveOpacities } from './paint-opacity.ts'
import type { SourceDocument, SourceElement } from './parse.ts'
import { isGeneratedName } from './part-names.ts'
import { writePath, writePoints } from './path-writer.ts'
import {
  appendChild,
  appendText,
  dropLastChild,
  isEmptyGroup,
  newElement,
  type PictureElement,
} from './picture.ts'
import { absent, external, type ReferenceGrammar } from './reference-values.ts'
import { type NoteBook, refuse } from './report.ts'
import { enterViewport, type PendingTransform, refine, resolveElement, transformText } from './resolve.ts'
import { finishRoot, type ResolvedRoot, type RootNeeds, resolveRoot } from './root.ts'
import { createValueReader } from './value-reader.ts'
import type { ViewBox } from './values.ts'

/**
 * Copies the allowed parts of the source tree into a new one: elements where they have a meaning, attributes
 * that the element may have, values that their grammar accepts. Links become groups, a `switch` becomes the
 * branch it chooses, `feImage` becomes nothing.
 */
export function applyPolicy(
  { root: source, uses, pathChars }: SourceDocument,
  cascade: Cascade,
  defaultSize: readonly [width: number, height: number],
  limits: SvgLimits,
  notes: NoteBook,
): { root: PictureElement; viewBox: ViewBox; needs: RootNeeds; pathChars: number } {
  const writer = createPolicyWriter(cascade, limits, notes, {
    uses,
    writesPaths: !isCopied(pathChars),
  })
  const { frame: first, resolved } = writer.writeRoot(source, defaultSize)
  const frames: Frame[] = [first]
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    const child = frame.source.children[frame.next++]
    if (child === undefined) {
      frames.pop()
      frame.finish?.()
      const parent = frames.at(-1)
      if (parent !== undefined && isEmptyGroup(frame.target)) dropLastChild(parent.target)
    } else if (typeof child === 'string') {
      if (frame.target.rule.role !== 'container')
        appendText(frame.target, transformText(child, frame.inner.textTransform))
    } else {
      const inside = writer.writeChild(child, frame)
      if (inside !== null) frames.push(inside)
    }
  }
  const needs = writer.needs()
  finishRoot(first.target, resolved, needs)
  return { root: first.target, viewBox: resolved.viewBox, needs, pathChars: writer.pathChars() }
}

interface Frame {
  source: SourceElement
  target: PictureElement
  /** What the children inherit. */
  inner: Computed
  next: number
  /**
   * Of a `switch`: the one child that is drawn. Undefined until it is looked for, null where there is none.
   */
  chosen?: SourceElement | null
  /** Writes what depends on the children. */
  finish: (() => void) | null
}

/** Zero has the same effect as leaving it out, and not every validator of SVG knows these names. */
const defaultZero = new Set(['fr', 'pointsAtX', 'pointsAtY', 'pointsAtZ'])

/** A number that begins with it is zero, because the zero before a point is not written. */
const digitZero = 48
const boundsStepsMax = 1_000_000
const attributeCharsMax = 64 * 1024
/** A blank, an equals sign and two quotes. */
const marksOfAttribute = 4
const paints = new Set(['fill', 'stroke'])
const noTargets: readonly PictureElement[] = []

/** What is known of a document before its elements are sanitised. */
interface DocumentTraits {
  /** It has `use` elements, so that what has an id may be drawn elsewhere, too. */
  uses: boolean
  writesPaths: boolean
}

const writtenPathsCharsMax = 1024 * 1024
/**
 * Whether paths of so many characters together are checked and copied, which is several times as fast as
 * writing them.
 */
export const isCopied = (pathChars: number): boolean => pathChars > writtenPathsCharsMax
/** More decimal places than are ever written, because only the end of the data is needed. */
const asTheyAre = 20

interface PolicyWriter {
  writeRoot(
    source: SourceElement,
    defaultSize: readonly [number, number],
  ): { frame: Frame; resolved: ResolvedRoot }
  /**
   * Adds the child to its parent's picture, if it belongs there. Null if nothing is left to be done for it:
   * most elements have no content.
   */
  writeChild(source: SourceElement, frame: Frame): Frame | null
  /** What the content has turned out to need of the root. */
  needs(): RootNeeds
  /** Characters of the path data and point lists that were written. */
  pathChars(): number
}

function createPolicyWriter(
  cascade: Cascade,
  limits: SvgLimits,
  notes: NoteBook,
  { uses, writesPaths }: DocumentTraits,
): PolicyWriter {
  const definitions = createDefinitions()
  /** A text is drawn in the initial font size of the renderer, which differs between renderers. */
  let needsFontSize = false
  /** What working out boxes may take, all of them together. */
  const boundsBudget = { left: boundsStepsMax }
  let filtered = 0
  let writtenAttributes = 0
  let writtenChars = 0
  let pathChars = 0
  const values = createValueReader()

  function writeRoot(
    source: SourceElement,
    defaultSize: readonly [number, number],
  ): { frame: Frame; resolved: ResolvedRoot } {
    const attributes = cascade.takeAttributes(source)
    const resolved = resolveRoot(attributes, defaultSize, notes)
    const target = writeAttributes(source, 'svg', ruleOf('svg'), attributes, resolved.computed)
    const inner = dropInherited(attributes, resolveOpacities(attributes, resolved.computed), true)
    return { frame: { source, target, inner, next: 0, finish: null }, resolved }
  }

  function writeChild(source: SourceElement, frame: Frame): Frame | null {
    const { source: parent, target } = frame
    if (source.name === 'style') return null
    if (parent.name === 'switch') {
      if (frame.chosen === undefined) frame.chosen = chosenBranch(parent)
      if (frame.chosen !== source) return null
    }
    const name = writtenName(source, target.rule)
    const rule = elementRules.get(name)
    if (
      rule === undefined ||
      !target.rule.content.has(rule.role) ||
      (rule.isRendered && !conditionsHold(source))
    ) {
      notes.add('element_dropped', `${target.name}/${source.name}`)
      return null
    }
    const inside = writeElement(source, name, rule, frame)
    if (rule.isFine) checkContent(rule, target)
    return inside
  }

  function checkContent({ role }: ElementRule, { children }: PictureElement): void {
    const { stopsMax, filterPrimitivesMax } = limits
    if (role === 'stop' && children.length > stopsMax)
      refuse('too_many_stops', `A gradient has more than ${stopsMax} stops.`)
    if ((role === 'primitive' || role === 'primitive-part') && children.length > filterPrimitivesMax)
      refuse('filter_too_large', `A filter has more than ${filterPrimitivesMax} primitives.`)
  }

  function writeElement(source: SourceElement, name: string, rule: ElementRule, frame: Frame): Frame | null {
    const inherited = frame.inner
    if (rule.role === 'words') {
      const target = writeAttributes(source, name, rule, new Attributes(), inherited)
      appendChild<PictureElement | string>(frame.target, target)
      if (source.children.length === 0) return null
      const inner = copyComputed(inherited)
      inner.textTransform = 'none'
      return { source, target, inner, next: 0, finish: null }
    }
    const attributes = cascade.takeAttributes(source)
    let own = refine(rule, inherited, uses && (source.attributes.traits & Trait.id) !== 0)
    let pending: PendingTransform | null = null
    let shape: string | null = null
    if ((attributes.traits & resolvedFirst) !== 0) {
      const resolution = resolveElement(rule, attributes, own)
      own = resolution.own
      pending = resolution.pending
      if ((attributes.traits & Trait.clipPath) !== 0) shape = takeShape(attributes)
      for (const property of resolution.refused) notes.add('value_dropped', `${name}/${property}`)
    }
    if (rule.role === 'text' && !own.hasFontSize) needsFontSize = true
    const path = name === 'textPath' && !attributes.has('href') ? attributes.get('path') : undefined
    if (path !== undefined) attributes.delete('path')
    const target = writeAttributes(source, name, rule, attributes, own)
    if (path !== undefined && !definitions.follow(target, path.slice(0, limits.pathCharsMax), own))
      notes.add('value_dropped', `${name}/path`)
    const hasChildren = source.children.length > 0
    const painted = resolveOpacities(attributes, own)
    const entered = rule.isViewport ? enterViewport(name, attributes, painted) : painted
    const inner = dropInherited(attributes, entered, hasChildren)
    // In a separate function, because a closure here would cost memory for every element.
    const finish = pending === null && shape === null ? null : finishLater(target, own, pending, shape)
    if (!hasChildren && finish === null && isEmptyGroup(target)) return null
    appendChild<PictureElement | string>(frame.target, target)
    return hasChildren || finish !== null ? { source, target, inner, next: 0, finish } : null
  }

  /** What depends on the box of an element. */
  function finishLater(
    target: PictureElement,
    own: Computed,
    pending: PendingTransform | null,
    shape: string | null,
  ): () => void {
    return () => {
      const whole = { width: own.viewportWidth, height: own.viewportHeight }
      const box = boundsOf(target, whole, { unite: 'boxes', budget: boundsBudget })
      pending?.finish(target.attributes, box)
      const clipBox = shape !== null && clipBoxOf(shape) === 'view' ? { x: 0, y: 0, ...whole } : box
      if (shape !== null && (clipBox === null || !definitions.clip(target, shape, clipBox, own)))
        notes.add('value_dropped', `${target.name}/clip-path`)
    }
  }

  function writeAttributes(
    source: SourceElement,
    name: string,
    rule: ElementRule,
    attributes: Attributes,
    at: Computed,
  ): PictureElement {
    const element = newElement(name, rule, idOf(source), attributes)
    const { knownByPlace } = rule
    /** What an editor calls the part. */
    let partName: string | null = null
    // In place: a second list for each of thousands of elements costs more than all that is done with it.
    for (let i = 0; i < attributes.size; ) {
      const attribute = attributes.nameAt(i)
      const value = attributes.valueAt(i)
      const grammar = knownByPlace.get(attribute, i)
      if (grammar === undefined && attribute === 'data-name') partName = value
      // `resolve.ts` and `root.ts` have written a transform and a font size already.
      const written =
        grammar === undefined
          ? writeUnknown(attribute, value)
          : grammar === null
            ? null
            : attribute === 'transform' || attribute === 'font-size'
              ? value
              : writeValue(element, attribute, value, grammar, at)
      if (written === null) attributes.removeAt(i)
      else {
        writtenChars += attribute.length + written.length + marksOfAttribute
        attributes.setAt(i, written)
        i++
      }
    }
    if (partName !== null && source.parent !== null) writeName(element, partName, at)
    writtenAttributes += attributes.size
    checkWritten()
    if (source.name === 'feImage') {
      notes.add('element_dropped', 'feImage')
      attributes.set('flood-opacity', '0')
    }
    return element
  }

  /** A part keeps the name that its author gave it in an editor. The root has a name of its own. */
  function writeName({ attributes, rule }: PictureElement, partName: string, at: Computed): void {
    const name = rule.known.get('aria-label')?.(partName, at)
    if (typeof name !== 'string' || attributes.has('aria-label') || isGeneratedName(name)) return
    attributes.add('aria-label', name)
    writtenChars += 'aria-label'.length + name.length + marksOfAttribute
  }

  function writeUnknown(attribute: string, value: string): string | null {
    if (attribute === 'xml:space' && (value === 'preserve' || value === 'default')) return value
    if (!/^(?:data-|aria-|xml:)/.test(attribute)) notes.add('attribute_dropped', attribute)
    return null
  }

  /** The written form of a value; null if it is left out. */
  function writeValue(
    element: PictureElement,
    attribute: string,
    raw: string,
    grammar: ReferenceGrammar,
    at: Computed,
  ): string | null {
    const value = trimmed(raw)
    const isPath = attribute === 'd' || attribute === 'points'
    if (isPath && value.length > limits.pathCharsMax) {
      refuse('path_too_long', `A path is longer than ${limits.pathCharsMax} characters.`)
    }
    if (!isPath && value.length > attributeCharsMax) {
      notes.add('value_dropped', `${element.name}/${attribute}`)
      return null
    }
    const found = isPath
      ? pathOf(element, attribute, value, writesPaths ? at.decimals : asTheyAre)
      : values.read(value, grammar, at)
    if (found === absent) return null
    if (isPath && typeof found === 'string') pathChars += found.length
    if (found === null) {
      notes.add('value_dropped', `${element.name}/${attribute}`)
      return null
    }
    if (found === external) {
      notes.add('external_reference', `${element.name}/${attribute}`)
      return paints.has(attribute) ? 'none' : null
    }
    if (typeof found === 'string')
      return found.charCodeAt(0) === digitZero && defaultZero.has(attribute) ? null : found
    const { kind, pieces, fallback } = found
    const reference = { attribute, kind, pieces, fallback, targets: noTargets }
    element.references = element.references.length === 0 ? [reference] : [...element.references, reference]
    if (kind === 'filter') countFiltered()
    // Holds the attribute's place; the value is written once the target is known.
    return ''
  }

  /** Styles are written on each of their elements: a short source can have a result that is too large. */
  function checkWritten(): void {
    const { attributesMax, bytesMax } = limits
    if (writtenAttributes > attributesMax)
      refuse('too_many_attributes', `With its styles the picture has more than ${attributesMax} attributes.`)
    if (writtenChars > bytesMax)
      refuse('too_large', `With its styles the picture is larger than ${bytesMax} bytes.`)
  }

  /** Thousands of filtered elements are refused as soon as they are seen, whatever their filters hold. */
  function countFiltered(): void {
    const most = filteredMax(limits)
    if (++filtered > most)
      refuse('expansion_too_large', `The document has more than ${most} filtered elements.`)
  }
  return {
    writeRoot,
    writeChild,
    needs: () => ({ definitions: definitions.elements, needsFontSize }),
    pathChars: () => pathChars,
  }
}

const idOf = ({ attributes }: SourceElement): string | null =>
  (attributes.traits & Trait.id) === 0 ? null : (attributes.get('id') ?? null)

/** Path data or points as they are written, null where nothing is drawn; counts the corners. */
function pathOf(element: PictureElement, attribute: string, value: string, decimals: number): string | null {
  const written = attribute === 'points' ? writePoints(value, decimals) : writePath(value, decimals)
  if (written === null) return null
  element.vertices = written.vertices
  return written.text
}

function takeShape(attributes: Attributes): string | null {
  const value = attributes.get('clip-path')?.trim()
  if (value === undefined || !isClipShape(value)) return null
  attributes.delete('clip-path')
  return value
}

const trimmed = (value: string): string =>
  value.charCodeAt(0) <= 32 || value.charCodeAt(value.length - 1) <= 32 ? value.trim() : value

function writtenName(source: SourceElement, parent: ElementRule): string {
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
