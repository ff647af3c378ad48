import { isGeneratedName, wordsOfId } from '../part-names.ts'
import type { PictureElement } from '../picture.ts'
import { elementsOf } from './edited-picture.ts'

/** The name of an element: its `aria-label`, title, or the words of its id; null if it has no name. */
export function nameOf(element: PictureElement, idPrefix: string): string | null {
  const label = element.attributes.get('aria-label') ?? titleOf(element)
  if (label !== undefined && label.trim() !== '') return label.trim()
  const id = element.sourceId
  if (id === null || element.rule.role === 'text-part') return null
  const words = wordsOfId(id.startsWith(idPrefix) ? id.slice(idPrefix.length) : id)
  return isGeneratedName(words) || !/\p{L}{3}/u.test(words) ? null : words
}

function titleOf(element: PictureElement): string | undefined {
  if (element.children.length === 0) return undefined
  const title = elementsOf(element).find(({ name }) => name === 'title')
  return title?.children.join('')
}

/** How names and texts are compared. */
export const comparable = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase()

/** All words of a text, in one line. */
export const wordsIn = (element: PictureElement): string => rawWords(element).replace(/\s+/g, ' ').trim()

const rawWords = (element: PictureElement): string =>
  element.children
    .map((child) =>
      typeof child === 'string' ? child : child.rule.role === 'text-part' ? rawWords(child) : '',
    )
    .join('')
