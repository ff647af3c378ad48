import { measureCosts } from './expansion.ts'
import { fingerprintOf } from './fingerprint.ts'
import { assignIds } from './ids.ts'
import type { SvgLimits } from './limits.ts'
import { createNewerFeatures, type PictureIndex } from './newer-features.ts'
import { dropEmptyGroups, type PictureElement, type PictureReference, walkPicture } from './picture.ts'
import type { ReferenceKind } from './reference-values.ts'
import { type NoteBook, refuse } from './report.ts'

export interface LinkOptions {
  limits: SvgLimits
  /** Without it, ids get a prefix that is derived from the picture's content. */
  idPrefix: string | undefined
  notes: NoteBook
  /** Leave out elements that refer to something that may still arrive. */
  unfinished: boolean
}

/**
 * Gives every id its final name and updates every reference. References to nothing, to the wrong kind of
 * element or back to themselves are replaced by their fallback or removed. Refuses pictures that expand
 * beyond the limit.
 *
 * @returns whether that took elements, attributes or ids away, and whether it added some. If neither, each
 * element stands by itself. `hasUses`: whether there were `use` elements.
 */
export function linkReferences(
  root: PictureElement,
  options: LinkOptions,
): { hasLess: boolean; hasMore: boolean; hasUses: boolean } {
  const { notes, limits } = options
  const { byId, referring, clipping, newerFeatures, lostIds, hasUses } = indexPicture(root, notes)
  const broken: BrokenReference[] = []
  let paints = false
  for (const element of referring) {
    for (const reference of element.references) {
      if (!aim(reference, byId)) {
        notes.add('dangling_reference', `${element.name}/${reference.attribute}`)
        broken.push({ element, reference })
        // The element would draw nothing, so no note is written.
      } else if (clipping.has(element) && reference.targets[0]?.name === 'use')
        broken.push({ element, reference })
      if (passesContentDown(reference)) paints = true
    }
  }
  drop(root, broken, referring, options.unfinished)
  const hasMore = newerFeatures.expand(root, { byId, referring }, limits)
  if (paints) writeInheritedReferences(root, referring)
  const cycles: BrokenReference[] = []
  const cost = measureCosts(root, (element, reference) => {
    notes.add('cyclic_reference', `${element.name}/${reference.attribute}`)
    cycles.push({ element, reference })
  })
  if (cost.draws > limits.drawnMax)
    refuse('expansion_too_large', `Drawing it takes more than ${limits.drawnMax} shapes.`)
  if (cost.depth > limits.depthMax * 2)
    refuse('expansion_too_large', `References nest more than ${limits.depthMax * 2} levels deep.`)
  drop(root, cycles, referring, false)
  const hasLess = lostIds || broken.length > 0 || cycles.length > 0
  if (hasLess || hasMore) {
    dropEmptyGroups(root)
    indexAgain(root, byId)
  }
  const prefix = options.idPrefix ?? prefixOf(root, byId)
  writeNames(byId, referring, assignIds([...byId.keys()], prefix))
  return { hasLess, hasMore, hasUses }
}

interface BrokenReference {
  element: PictureElement
  reference: PictureReference
}

/** Who refers to an element. */
type Referrers = Map<PictureElement, BrokenReference[]>

const gradients = new Set(['linearGradient', 'radialGradient'])
const shapes = ['path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon']

const targetNames: Readonly<Record<ReferenceKind, ReadonlySet<string>>> = {
  paint: new Set([...gradients, 'pattern']),
  clip: new Set(['clipPath']),
  mask: new Set(['mask']),
  filter: new Set(['filter']),
  marker: new Set(['marker']),
  use: new Set([...shapes, 'svg', 'g', 'symbol', 'use', 'text']),
  'gradient-template': gradients,
  'pattern-template': new Set(['pattern']),
  'text-path': new Set(shapes),
}

/** References without whose target an element draws nothing. */
const needsTarget: ReadonlySet<ReferenceKind> = new Set<ReferenceKind>(['use', 'text-path'])

/** References without whose target an element shows too much. */
const hiding: ReadonlySet<ReferenceKind> = new Set<ReferenceKind>(['clip', 'mask', 'filter'])

function indexPicture(root: PictureElement, notes: NoteBook) {
  const byId: PictureIndex['byId'] = new Map()
  const referring: PictureElement[] = []
  const newerFeatures = createNewerFeatures()
  // Of these, what leads to another `use` draws nothing (CSS Masking 1, section 5).
  const clipping = new Set<PictureElement | string>()
  let lostIds = false
  let hasUses = false
  walkPicture(root, (element) => {
    if (element.references.length > 0) referring.push(element)
    newerFeatures.note(element)
    if (element.name === 'use') hasUses = true
    if (element.name === 'clipPath') for (const child of element.children) clipping.add(child)
    const id = element.sourceId
    if (id === null) return
    if (id !== '' && !byId.has(id)) {
      byId.set(id, element)
      return
    }
    element.sourceId = null
    lostIds = true
    notes.add('duplicate_id', id)
  })
  return { byId, referring, clipping, newerFeatures, lostIds, hasUses }
}

/** Policing the picture again finds the ids that are left, in document order. */
function indexAgain(root: PictureElement, byId: Map<string, PictureElement>): void {
  byId.clear()
  walkPicture(root, (element) => {
    if (element.sourceId !== null) byId.set(element.sourceId, element)
    return true
  })
}

function aim(reference: PictureReference, byId: ReadonlyMap<string, PictureElement>): boolean {
  for (let i = 1; i < reference.pieces.length; i += 2) {
    const target = byId.get(reference.pieces[i] ?? '')
    if (target === undefined || !targetNames[reference.kind].has(target.name)) return false
    reference.targets = i === 1 ? [target] : [...reference.targets, target]
  }
  return true
}

function referrersOf(referring: readonly PictureElement[]): Referrers {
  const referrers: Referrers = new Map()
  for (const element of referring) {
    for (const reference of element.references) {
      for (const target of reference.targets) {
        const known = referrers.get(target)
        if (known === undefined) referrers.set(target, [{ element, reference }])
        else known.push({ element, reference })
      }
    }
  }
  return referrers
}

/** Removes broken references, elements that need them, and then references to these elements. */
function drop(
  root: PictureElement,
  broken: BrokenReference[],
  referring: readonly PictureElement[],
  unfinished: boolean,
): void {
  if (broken.length === 0) return
  const referrers = referrersOf(referring)
  const gone = new Set<PictureElement>()
  const pending = [...broken]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { element, reference } = next
    element.references = element.references.filter((kept) => kept !== reference)
    const wouldShowTooMuch = unfinished && hiding.has(reference.kind)
    if (!needsTarget.has(reference.kind) && !wouldShowTooMuch) {
      // Without the attribute an inherited paint or marker would come through, which nobody has counted.
      const fallback = reference.fallback ?? (inheritedReferences.has(reference.attribute) ? 'none' : null)
      if (fallback === null) element.attributes.delete(reference.attribute)
      else element.attributes.set(reference.attribute, fallback)
      continue
    }
    if (element === root) continue
    walkPicture(element, (inner) => {
      if (gone.has(inner)) return false
      gone.add(inner)
      pending.push(...(referrers.get(inner) ?? []))
      return true
    })
  }
  if (gone.size === 0) return
  walkPicture(root, (element) => {
    element.children = element.children.filter((child) => typeof child === 'string' || !gone.has(child))
  })
}

const inheritedReferences: ReadonlySet<string> = new Set([
  'fill',
  'stroke',
  'marker-start',
  'marker-mid',
  'marker-end',
])
const drawnForOthers = new Set(['pattern', 'marker', 'mask', 'clipPath'])

/**
 * The content of patterns, markers, masks and clip paths inherits from their position in the document. What
 * they inherit by reference is written on them, so that its cost is counted where it is drawn, and a pattern
 * that would paint itself that way is found as a cycle. Gradients contain nothing.
 */
function writeInheritedReferences(root: PictureElement, referring: PictureElement[]): void {
  const stack: { element: PictureElement; inherited: readonly PictureReference[] }[] = [
    { element: root, inherited: [] },
  ]
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    const { element } = entry
    let { inherited } = entry
    if (inherited.length > 0 && drawnForOthers.has(element.name)) {
      const missing = inherited.filter(({ attribute }) => !element.attributes.has(attribute))
      if (missing.length > 0 && element.references.length === 0) referring.push(element)
      element.references = [...element.references, ...missing.map((reference) => ({ ...reference }))]
      for (const { attribute } of missing) element.attributes.set(attribute, '')
    }
    if (inherited.length > 0)
      inherited = inherited.filter(({ attribute }) => !element.attributes.has(attribute))
    if (element.references.length > 0) inherited = [...inherited, ...paintsOf(element)]
    const { children } = element
    for (let i = 0; i < children.length; i++) {
      const child = children[i]
      // What holds nothing and inherits nothing has nothing to be written on it.
      if (child === undefined || typeof child === 'string') continue
      if (inherited.length > 0 || child.children.length > 0) stack.push({ element: child, inherited })
    }
  }
}

/** References that children inherit, and that contain something to draw. */
const paintsOf = (element: PictureElement): PictureReference[] => element.references.filter(passesContentDown)

const passesContentDown = ({ attribute, targets }: PictureReference): boolean =>
  inheritedReferences.has(attribute) && !gradients.has(targets[0]?.name ?? '')

function prefixOf(root: PictureElement, byId: ReadonlyMap<string, PictureElement>): string {
  if (byId.size === 0) return 's-'
  const places = new Map<PictureElement, number>()
  for (const element of byId.values()) places.set(element, places.size)
  return `s${fingerprintOf(root, places)}-`
}

function writeNames(
  byId: ReadonlyMap<string, PictureElement>,
  referring: readonly PictureElement[],
  names: readonly string[],
): void {
  let next = 0
  for (const element of byId.values()) element.sourceId = names[next++] ?? null
  // One text for all that refer to an element, because the engine copies a joined text when it is read.
  const urls = new Map<PictureElement | undefined, string>()
  function urlOf(target: PictureElement | undefined): string {
    const url = urls.get(target) ?? `url(#${target?.sourceId ?? ''})`
    urls.set(target, url)
    return url
  }
  for (const element of referring) {
    for (const { attribute, pieces, targets } of element.references) {
      let text = pieces[0] ?? ''
      for (let i = 1; i < pieces.length; i += 2) {
        const target = targets[i >> 1]
        text += attribute === 'href' ? `#${target?.sourceId ?? ''}` : urlOf(target)
        text += pieces[i + 1] ?? ''
      }
      element.attributes.set(attribute, text)
    }
  }
}
