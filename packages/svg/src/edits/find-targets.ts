import { Trait } from '../attribute-traits.ts'
import type { PictureElement } from '../picture.ts'
import { areNear } from './colors-of-edits.ts'
import type { Target } from './edit.ts'
import { type EditedPicture, elementsOf } from './edited-picture.ts'
import { NotDone } from './edits-error.ts'
import { shapeAt } from './hit-test.ts'
import { comparable, nameOf, wordsIn } from './names.ts'
import { initialFill } from './paints.ts'

/**
 * The elements that an edit addresses, in document order, none inside another.
 *
 * @throws NotDone if nothing matches.
 */
export function findTargets(picture: EditedPicture, target: Target): PictureElement[] {
  const found = search(picture, target)
  if (found.length === 0) throw new NotDone('no_target', describeMissing(target))
  return found
}

function describeMissing(target: Target): string {
  if ('all' in target) return 'The picture has no parts.'
  if ('point' in target) return 'There is nothing at that point.'
  if ('text' in target) return `No text in the picture contains “${target.text}”.`
  if ('name' in target) return `No part of the picture is called “${target.name}”.`
  if ('color' in target) return `No part of the picture has the colour ${target.color}.`
  if ('kind' in target) return `The picture has no element of the kind ${target.kind}.`
  if ('path' in target) return `The picture has no part with the path ${target.path.join(', ')}.`
  if ('paths' in target) return `The picture has no parts with the paths ${JSON.stringify(target.paths)}.`
  const ids = 'id' in target ? [target.id] : target.ids
  return `The picture has no part with the id ${ids.join(' or ')}.`
}

function search(picture: EditedPicture, target: Target): PictureElement[] {
  if ('all' in target) return elementsOf(picture.root).filter(({ rule }) => rule.isRendered)
  if ('id' in target) return byIds(picture, [target.id])
  if ('ids' in target) return byIds(picture, target.ids)
  if ('path' in target) return byPaths(picture, [target.path])
  if ('paths' in target) return byPaths(picture, target.paths)
  if ('point' in target) return atPoint(picture, target)
  if ('color' in target) return byColor(picture, target.color)
  const fits = testOf(picture, target)
  return outermost(picture, fits)
}

/** Descriptions of the picture and parts of resources cannot be edited separately. */
const canBeEdited = ({ rule }: PictureElement): boolean => rule.isRendered

const byIds = (picture: EditedPicture, ids: readonly string[]) =>
  these(
    picture,
    ids.map((id) => picture.byId(id) ?? picture.byId(picture.idPrefix + id)),
  )

const byPaths = (picture: EditedPicture, paths: readonly (readonly number[])[]) =>
  these(
    picture,
    paths.map((path) => picture.elementAt(path)),
  )

/** Those of the elements that exist and can be edited, in document order. */
function these(picture: EditedPicture, elements: readonly (PictureElement | undefined)[]): PictureElement[] {
  const wanted = new Set<PictureElement>()
  for (const element of elements)
    if (element !== undefined && element !== picture.root && canBeEdited(element)) wanted.add(element)
  if (wanted.size < 2) return [...wanted]
  return outermost(picture, (element) => wanted.has(element), true)
}

function atPoint(
  picture: EditedPicture,
  { point, deep }: Extract<Target, { point: unknown }>,
): PictureElement[] {
  const shape = shapeAt(picture, point)
  if (shape === null) return []
  if (deep === true) return [shape]
  for (let at = picture.parentOf(shape); at !== undefined && at !== picture.root; at = picture.parentOf(at))
    if (at.name === 'g' && nameOf(at, picture.idPrefix) !== null) return [at]
  return [shape]
}

function testOf(
  picture: EditedPicture,
  target: Extract<Target, { name: string } | { kind: string } | { text: string }>,
): (element: PictureElement) => boolean {
  if ('name' in target) {
    const wanted = comparable(target.name)
    return (element) => {
      const name = nameOf(element, picture.idPrefix)
      return name !== null && comparable(name) === wanted
    }
  }
  if ('kind' in target) {
    const wanted = target.kind.trim()
    return ({ name }) => name === wanted
  }
  const wanted = comparable(target.text)
  return (element) => element.name === 'text' && comparable(wordsIn(element)).includes(wanted)
}

/** Shapes and texts that are filled or stroked with a colour. */
function byColor(picture: EditedPicture, wanted: string): PictureElement[] {
  const found: PictureElement[] = []
  const inherited = { fill: initialFill, stroke: 'none', color: initialFill }
  addPainted(picture, picture.root, inherited, picture.colorOf(wanted), found)
  return found
}

interface Inherited {
  fill: string
  stroke: string
  color: string
}

/** Recursive, because the policy limits the depth of trees. */
function addPainted(
  picture: EditedPicture,
  element: PictureElement,
  around: Inherited,
  wanted: number,
  found: PictureElement[],
): void {
  const { attributes, children, rule } = element
  if (!rule.isRendered) return
  let { fill, stroke, color } = around
  const paints = attributes.traits & (Trait.fill | Trait.stroke | Trait.color)
  if (paints !== 0) {
    fill = attributes.get('fill') ?? fill
    stroke = attributes.get('stroke') ?? stroke
    color = attributes.get('color') ?? color
  }
  if (rule.role === 'shape' || rule.role === 'text') {
    if (isPainted(picture, fill, color, wanted) || isPainted(picture, stroke, color, wanted))
      found.push(element)
    return
  }
  const own = paints === 0 ? around : { fill, stroke, color }
  for (let i = 0; i < children.length; i++) {
    const child = children[i]
    if (child !== undefined && typeof child !== 'string') addPainted(picture, child, own, wanted, found)
  }
}

const isPainted = (picture: EditedPicture, paint: string, currentColor: string, wanted: number): boolean =>
  areNear(picture.colorOf(paint === 'currentColor' ? currentColor : paint), wanted) && wanted >= 0

/** Elements that match and are drawn, without matches inside a match. */
function outermost(
  picture: EditedPicture,
  fits: (element: PictureElement) => boolean,
  everywhere = false,
): PictureElement[] {
  const found: PictureElement[] = []
  const stack = elementsOf(picture.root).reverse()
  for (let element = stack.pop(); element !== undefined; element = stack.pop()) {
    if (!everywhere && !element.rule.isRendered) continue
    if (fits(element)) found.push(element)
    else
      for (let i = element.children.length - 1; i >= 0; i--) {
        const child = element.children[i]
        if (child !== undefined && typeof child !== 'string') stack.push(child)
      }
  }
  return found
}
