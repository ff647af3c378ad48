import { Trait } from '../attribute-traits.ts'
import type { PictureElement } from '../picture.ts'
import { areNear, writeColor } from './colors-of-edits.ts'
import type { Edit, Target } from './edit.ts'
import { copyOf, type EditedPicture } from './edited-picture.ts'
import { NotDone } from './edits-error.ts'
import { findTargets } from './find-targets.ts'
import { drawnIn, initialFill, isNone } from './paints.ts'
import { forEachReference } from './references-in-text.ts'
import { separate } from './shared-definitions.ts'
import { showInPlace } from './use-in-place.ts'

/**
 * Replaces a colour in every notation, wherever it is drawn: in fills, strokes, stops of gradients and
 * colours of filters. The default black counts as black. Masks stay, because their colours mean opacity.
 *
 * @returns the changed elements.
 */
export function recolorParts(
  picture: EditedPicture,
  { from, to, target }: Extract<Edit, { op: 'recolor' }>,
): PictureElement[] {
  const { version } = picture
  const wanted = picture.colorOf(from)
  const isFrom = (value: string) => value === from || areNear(picture.colorOf(value), wanted)
  const recolor: Recolor = {
    picture,
    isFrom,
    to: isNone(to) ? 'none' : (writeColor(to) ?? to),
    changed: new Set(),
  }
  if (target === undefined) {
    recolorWithin(recolor, picture.root, true)
    recolorUnsaid(recolor, picture.root)
  } else recolorTargets(recolor, target)
  if (recolor.changed.size === 0 && picture.version === version)
    throw new NotDone('color_not_found', `The picture does not have the colour ${from}.`)
  return [...recolor.changed]
}

interface Recolor {
  picture: EditedPicture
  isFrom: (value: string) => boolean
  to: string
  changed: Set<PictureElement>
}

/** Attributes that hold a colour, their default values, and the elements that draw the colour. */
const colorAttributes = ['fill', 'stroke', 'stop-color', 'flood-color', 'lighting-color', 'color'] as const
const initialColors: ReadonlyMap<string, readonly [attribute: string, color: string]> = new Map([
  ['stop', ['stop-color', '#000']],
  ['feFlood', ['flood-color', '#000']],
  ['feDropShadow', ['flood-color', '#000']],
  ['feDiffuseLighting', ['lighting-color', '#fff']],
  ['feSpecularLighting', ['lighting-color', '#fff']],
])

/** The values that elements set themselves. */
function recolorWithin(recolor: Recolor, top: PictureElement, withResources: boolean): void {
  const stack = [top]
  for (let element = stack.pop(); element !== undefined; element = stack.pop()) {
    if (element.name === 'mask' || (!withResources && !element.rule.isRendered)) continue
    recolorElement(recolor, element)
    const { children } = element
    for (let i = children.length - 1; i >= 0; i--) {
      const child = children[i]
      if (child !== undefined && typeof child !== 'string') stack.push(child)
    }
  }
}

function recolorElement(recolor: Recolor, element: PictureElement): void {
  const { attributes } = element
  if ((attributes.traits & colorTraits) === 0 && !initialColors.has(element.name)) return
  for (let i = 0; i < attributes.size; i++) {
    const name = attributes.nameAt(i)
    if (!isColorAttribute(name)) continue
    const value = attributes.valueAt(i)
    if (value === 'currentColor' ? isCurrentColor(recolor, element) : recolor.isFrom(value))
      set(recolor, element, name)
  }
  const unsaid = initialColors.get(element.name)
  if (unsaid !== undefined && !attributes.has(unsaid[0]) && recolor.isFrom(unsaid[1]))
    set(recolor, element, unsaid[0])
}

const colorTraits = Trait.fill | Trait.stroke | Trait.color
const colors: ReadonlySet<string> = new Set(colorAttributes)
const isColorAttribute = (name: string): name is (typeof colorAttributes)[number] => colors.has(name)

/** Whether `currentColor` is to be replaced: as a keyword, or as the colour that it has here. */
const isCurrentColor = ({ picture, isFrom }: Recolor, element: PictureElement): boolean =>
  isFrom('currentColor') || isFrom(picture.inheritedValue(element, 'color')?.value ?? initialFill)

function set({ to, changed }: Recolor, element: PictureElement, name: string): void {
  const { attributes } = element
  changed.add(element)
  const canBeNone = name === 'fill' || name === 'stroke'
  if (to !== 'none' || canBeNone) attributes.set(name, to)
  else if (name === 'stop-color' || name === 'flood-color')
    attributes.set(name.replace('color', 'opacity'), '0')
}

/** Shapes that are black by default, because neither they nor their ancestors set a fill. */
function recolorUnsaid(recolor: Recolor, top: PictureElement): void {
  if (!recolor.isFrom(initialFill)) return
  const stack = [top]
  for (let element = stack.pop(); element !== undefined; element = stack.pop()) {
    if (!element.rule.isRendered || element.attributes.has('fill')) continue
    const { role } = element.rule
    if (role === 'shape' || role === 'text' || role === 'use') set(recolor, element, 'fill')
    else for (const child of element.children) if (typeof child !== 'string') stack.push(child)
  }
}

function recolorTargets(recolor: Recolor, target: Target): void {
  const { picture, isFrom } = recolor
  for (const found of findTargets(picture, target)) {
    if (!mayHold(recolor, found)) continue
    const element = showInPlace(picture, found)
    separate(picture, element)
    recolorWithin(recolor, element, true)
    for (const name of ['fill', 'stroke'] as const) {
      const inherited = inheritedColor(picture, element, name)
      if (!element.attributes.has(name) && inherited !== null && isFrom(inherited)) {
        const takesIt = drawnIn(element).some((shape) => isSaidOutside(picture, shape, element, name))
        if (takesIt) set(recolor, element, name)
      }
    }
    for (const inner of withDescendants(element)) recolorReferences(recolor, inner, element)
  }
}

/** Whether a part, or a definition that it refers to, sets the colour or is black by default. */
function mayHold({ picture, isFrom }: Recolor, part: PictureElement): boolean {
  const seen = new Set<PictureElement>()
  const stack = [part]
  for (let element = stack.pop(); element !== undefined; element = stack.pop()) {
    if (seen.has(element)) continue
    seen.add(element)
    const { attributes } = element
    const unsaid = initialColors.get(element.name)
    if (unsaid !== undefined && !attributes.has(unsaid[0]) && isFrom(unsaid[1])) return true
    for (const name of colorAttributes) {
      const value = attributes.get(name)
      if (value !== undefined && (isFrom(value) || value === 'currentColor')) return true
    }
    for (const child of element.children) if (typeof child !== 'string') stack.push(child)
    forEachReference(element, (_, id) => {
      const target = picture.byId(id)
      if (target !== undefined) stack.push(target)
    })
  }
  return (['fill', 'stroke'] as const).some((name) => {
    const inherited = inheritedColor(picture, part, name)
    return inherited !== null && isFrom(inherited)
  })
}

function inheritedColor(
  picture: EditedPicture,
  element: PictureElement,
  name: 'fill' | 'stroke',
): string | null {
  const value = picture.inheritedValue(element, name)?.value ?? (name === 'fill' ? initialFill : null)
  return value === 'currentColor' ? (picture.inheritedValue(element, 'color')?.value ?? initialFill) : value
}

function isSaidOutside(
  picture: EditedPicture,
  shape: PictureElement,
  part: PictureElement,
  name: string,
): boolean {
  const owner = picture.inheritedValue(shape, name)?.owner
  return owner === undefined || (owner !== part && picture.isWithin(part, owner))
}

function withDescendants(top: PictureElement): PictureElement[] {
  const found: PictureElement[] = []
  const stack = [top]
  for (let element = stack.pop(); element !== undefined; element = stack.pop()) {
    found.push(element)
    for (const child of element.children) if (typeof child !== 'string') stack.push(child)
  }
  return found
}

/** Recolours copies of the gradients and filters that a part refers to, so that other parts keep theirs. */
function recolorReferences(recolor: Recolor, element: PictureElement, part: PictureElement): void {
  const { picture } = recolor
  const found: { id: string; index: number }[] = []
  forEachReference(element, (attribute, id, index) => {
    if (attribute === 'fill' || attribute === 'stroke' || attribute === 'filter') found.push({ id, index })
  })
  for (const { id, index } of found) {
    const definition = picture.byId(id)
    if (definition === undefined || picture.isWithin(definition, part)) continue
    const copy = copyWithStops(picture, definition)
    const probe: Recolor = { ...recolor, changed: new Set() }
    recolorWithin(probe, copy, true)
    if (probe.changed.size === 0) continue
    const name = picture.newId(id)
    copy.sourceId = name
    picture.insertAfter(definition, [copy])
    const { attributes } = element
    attributes.setAt(index, attributes.valueAt(index).replace(`url(#${id})`, `url(#${name})`))
    recolor.changed.add(element)
    picture.forget()
  }
}

/** A copy that contains the stops that the original inherits from other gradients. */
function copyWithStops(picture: EditedPicture, definition: PictureElement): PictureElement {
  const copy = copyOf(definition)
  let source: PictureElement | undefined = definition
  for (let steps = 0; steps < hrefsMax && source !== undefined && copy.children.length === 0; steps++) {
    source = picture.byId((source.attributes.get('href') ?? '').slice(1))
    if (source !== undefined) copy.children = copyOf(source).children
  }
  // No reference leads to a stop or to a filter primitive.
  for (const inner of withDescendants(copy)) inner.sourceId = null
  return copy
}

const hrefsMax = 20
