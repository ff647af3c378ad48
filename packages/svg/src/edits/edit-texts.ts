import { Attributes } from '../attributes.ts'
import { formatNumber } from '../numbers.ts'
import type { PictureElement } from '../picture.ts'
import type { Edit } from './edit.ts'
import { copyOf, createElement, type EditedPicture } from './edited-picture.ts'
import { NotDone } from './edits-error.ts'
import { findTargets } from './find-targets.ts'
import { drawnIn } from './paints.ts'
import { separate } from './shared-definitions.ts'
import { fontSizeOf } from './text-layout.ts'

/**
 * Replaces the words of texts. The new words have the style of the beginning of the text. Each line of the
 * new words goes into one part of the text; further lines are written like the last part.
 */
export function editTexts(
  picture: EditedPicture,
  { target, text }: Extract<Edit, { op: 'text' }>,
): PictureElement[] {
  const texts = findTargets(picture, target)
    .flatMap((element) => drawnIn(element))
    .filter(({ rule }) => rule.role === 'text' || rule.role === 'text-part')
  if (texts.length === 0) throw new NotDone('not_possible', 'There is no text in this part.')
  const lines = text
    .split(/\r\n|[\r\n]/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
  if (lines.length === 0) throw new NotDone('not_possible', 'A text without letters would not be drawn.')
  for (const element of texts) {
    separate(picture, element)
    if (lines.length === 1) setWords(element, lines[0] ?? '')
    else setLines(picture, element, lines)
    picture.forget()
  }
  return texts
}

/** Puts the new words at the beginning of the text and removes all other parts. */
function setWords(element: PictureElement, words: string): void {
  dropLengths(element)
  const described = element.children.filter(
    (child) => typeof child !== 'string' && child.rule.role === 'words',
  )
  const first = element.children.find((child) =>
    typeof child === 'string' ? child.trim() !== '' : child.rule.role === 'text-part' && holdsWords(child),
  )
  if (first === undefined || typeof first === 'string') element.children = [...described, words]
  else {
    setWords(first, words)
    element.children = [...described, first]
  }
}

const holdsWords = ({ children }: PictureElement): boolean =>
  children.some((child) => (typeof child === 'string' ? child.trim() !== '' : holdsWords(child)))

/** Attributes for the position of each letter, or for the length of the text, belonged to the old letters. */
function dropLengths({ attributes }: PictureElement): void {
  for (const name of ['textLength', 'lengthAdjust', 'rotate']) attributes.delete(name)
  for (const name of ['x', 'y', 'dx', 'dy']) {
    const [first, ...others] = (attributes.get(name) ?? '').split(' ')
    if (first !== undefined && others.length > 0) attributes.set(name, first)
  }
}

const lineHeight = 1.2

function setLines(picture: EditedPicture, element: PictureElement, lines: readonly string[]): void {
  dropLengths(element)
  const described = element.children.filter(
    (child) => typeof child !== 'string' && child.rule.role === 'words',
  )
  const parts = element.children.filter(
    (child): child is PictureElement =>
      typeof child !== 'string' && child.rule.role === 'text-part' && holdsWords(child),
  )
  const step = fontSizeOf(picture, parts[0] ?? element) * lineHeight
  const written: PictureElement[] = []
  for (const [index, line] of lines.entries()) {
    const before = written[index - 1]
    const part =
      parts[index] ?? (before === undefined ? createElement('tspan', new Attributes()) : copyOf(before))
    part.sourceId = parts[index]?.sourceId ?? null
    setWords(part, line)
    if (before !== undefined && !isOwnLine(parts[index])) placeBelow(part, before, element, step)
    written.push(part)
  }
  element.children = [...described, ...written]
}

const isOwnLine = (part: PictureElement | undefined): boolean =>
  part !== undefined && (part.attributes.has('y') || part.attributes.has('dy'))

function placeBelow(part: PictureElement, before: PictureElement, text: PictureElement, step: number): void {
  const { attributes } = part
  attributes.set('x', before.attributes.get('x') ?? text.attributes.get('x') ?? '0')
  const y = Number.parseFloat(before.attributes.get('y') ?? '')
  if (Number.isFinite(y)) attributes.set('y', formatNumber(y + step, 4))
  else attributes.set('dy', before.attributes.get('dy') ?? formatNumber(step, 4))
}
