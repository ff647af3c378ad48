import { measureCosts } from './expansion.ts'
import { assignIds } from './ids.ts'
import type { SvgLimits } from './limits.ts'
import { type PictureElement, type PictureReference, walkPicture } from './picture.ts'
import type { ReferenceKind } from './reference-values.ts'
import { type NoteBook, refuse } from './report.ts'

export interface LinkOptions {
  limits: SvgLimits
  idPrefix: string | undefined
  /** Hashed into the default prefix. */
  source: string
  notes: NoteBook
  /** Leave out what refers to something that may still come, instead of drawing it without. */
  unfinished: boolean
}

/**
 * Gives every id its final name and points every reference at it. References to nothing, to the wrong kind of element or back to
 * themselves are replaced by their fallback or removed. Refuses pictures that expand beyond the limit.
 */
export const linkReferences = (root: PictureElement, options: LinkOptions): void => {
  const { notes, limits } = options
  const byId = indexIds(root, notes)
  const names = assignIds([...byId.keys()], options.idPrefix, options.source)
  const broken: BrokenReference[] = []
  const referrers: Referrers = new Map()
  let paints = false
  walkPicture(root, (element) => {
    for (const reference of element.references) {
      if (INHERITED.includes(reference.attribute)) paints = true
      if (aim(reference, byId))
        for (const target of reference.targets) remember(referrers, target, { element, reference })
      else broken.push({ element, reference })
    }
  })
  for (const { element, reference } of broken)
    notes.add('dangling_reference', `${element.name}/${reference.attribute}`)
  drop(root, broken, referrers, options.unfinished)
  const cycles: BrokenReference[] = []
  const cost = measureCosts(root, (element, reference) => {
    notes.add('cyclic_reference', `${element.name}/${reference.attribute}`)
    cycles.push({ element, reference })
  })
  drop(root, cycles, referrers, false)
  if (cost.draws > limits.drawnMax)
    refuse('expansion_too_large', `Drawing it takes more than ${limits.drawnMax} shapes.`)
  if (cost.depth > limits.depthMax * 2)
    refuse('expansion_too_large', `References nest more than ${limits.depthMax * 2} levels deep.`)
  if (paints) guardInheritance(root)
  writeNames(root, names)
}

interface BrokenReference {
  element: PictureElement
  reference: PictureReference
}

/** Who refers to an element. */
type Referrers = Map<PictureElement, BrokenReference[]>

const GRADIENTS = new Set(['linearGradient', 'radialGradient'])
const SHAPES = ['path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon']

const TARGETS: Readonly<Record<ReferenceKind, ReadonlySet<string>>> = {
  paint: new Set([...GRADIENTS, 'pattern']),
  clip: new Set(['clipPath']),
  mask: new Set(['mask']),
  filter: new Set(['filter']),
  marker: new Set(['marker']),
  use: new Set([...SHAPES, 'svg', 'g', 'symbol', 'use', 'text']),
  'gradient-template': GRADIENTS,
  'pattern-template': new Set(['pattern']),
  'text-path': new Set(SHAPES),
}

/** These are nothing without their target. */
const NEEDS_TARGET: ReadonlySet<ReferenceKind> = new Set<ReferenceKind>(['use', 'text-path'])

/** Without these an element shows more than it should. */
const HIDING: ReadonlySet<ReferenceKind> = new Set<ReferenceKind>(['clip', 'mask', 'filter'])

const indexIds = (root: PictureElement, notes: NoteBook): Map<string, PictureElement> => {
  const byId = new Map<string, PictureElement>()
  walkPicture(root, (element) => {
    const id = element.sourceId
    if (id === null) return
    if (id !== '' && !byId.has(id)) {
      byId.set(id, element)
      return
    }
    element.sourceId = null
    notes.add('duplicate_id', id)
  })
  return byId
}

const aim = (reference: PictureReference, byId: ReadonlyMap<string, PictureElement>): boolean => {
  for (let i = 1; i < reference.pieces.length; i += 2) {
    const target = byId.get(reference.pieces[i] ?? '')
    if (target === undefined || !TARGETS[reference.kind].has(target.name)) return false
    reference.targets.push(target)
  }
  return true
}

const remember = (referrers: Referrers, target: PictureElement, referrer: BrokenReference): void => {
  const known = referrers.get(target)
  if (known === undefined) referrers.set(target, [referrer])
  else known.push(referrer)
}

/** Takes broken references out, with elements that are nothing without them, and then whatever referred to those. */
const drop = (
  root: PictureElement,
  broken: BrokenReference[],
  referrers: Referrers,
  unfinished: boolean,
): void => {
  const gone = new Set<PictureElement>()
  const pending = [...broken]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { element, reference } = next
    element.references = element.references.filter((kept) => kept !== reference)
    const wouldShowTooMuch = unfinished && HIDING.has(reference.kind)
    if (!NEEDS_TARGET.has(reference.kind) && !wouldShowTooMuch) {
      if (reference.fallback === null) element.attributes.delete(reference.attribute)
      else element.attributes.set(reference.attribute, reference.fallback)
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

const INHERITED = ['fill', 'stroke', 'marker-start', 'marker-mid', 'marker-end']
const DRAWN_FOR_OTHERS = new Set(['pattern', 'marker', 'mask', 'clipPath'])

/**
 * A pattern inside a group that is painted with that pattern would inherit itself. Patterns and markers therefore never reach the
 * contents of such resources by inheritance; gradients, which contain nothing, do.
 */
const guardInheritance = (root: PictureElement): void => {
  const stack: { element: PictureElement; inherited: readonly string[] }[] = [
    { element: root, inherited: [] },
  ]
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    const { element } = entry
    let { inherited } = entry
    if (inherited.length > 0 && DRAWN_FOR_OTHERS.has(element.name)) {
      for (const name of inherited) if (!element.attributes.has(name)) element.attributes.set(name, 'none')
      inherited = []
    }
    const own = element.references.filter(
      ({ attribute, targets }) => INHERITED.includes(attribute) && !GRADIENTS.has(targets[0]?.name ?? ''),
    )
    if (own.length > 0) inherited = [...new Set([...inherited, ...own.map(({ attribute }) => attribute)])]
    for (const child of element.children)
      if (typeof child !== 'string') stack.push({ element: child, inherited })
  }
}

const writeNames = (root: PictureElement, names: ReadonlyMap<string, string>): void => {
  walkPicture(root, (element) => {
    if (element.sourceId !== null) element.sourceId = names.get(element.sourceId) ?? null
    for (const { attribute, pieces } of element.references) {
      const isHref = attribute === 'href'
      const text = pieces.map((piece, index) => {
        if (index % 2 === 0) return piece
        const name = names.get(piece) ?? ''
        return isHref ? `#${name}` : `url(#${name})`
      })
      element.attributes.set(attribute, text.join(''))
    }
  })
}
