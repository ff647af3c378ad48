import { Attributes } from './attributes.ts'
import { ruleOf } from './elements.ts'
import { newElement, type PictureElement } from './picture.ts'

/** What a picture shows, for people who cannot see it. */
export interface PictureDescription {
  /** A few words, at most 400 characters. */
  title: string
  /** Sentences, at most 4,000 characters; empty for none. */
  description: string
}

/**
 * Makes the root an image with a name and a description (SVG Accessibility API Mappings, section 8.1): a
 * title and a description come first, in this order. An existing title or description stays, and no second
 * one is added.
 */
export function describeRoot(root: PictureElement, { title, description }: PictureDescription): void {
  root.attributes.set('role', 'img')
  const words = ([name, text]: readonly ['title' | 'desc', string]) => {
    const known = root.children.filter(
      (child): child is PictureElement => typeof child !== 'string' && child.name === name && says(child),
    )
    if (known.length > 0) return known
    if (text === '') return []
    const element = newElement(name, ruleOf(name), null, new Attributes())
    element.children = [text]
    return [element]
  }
  const described = [
    ...words(['title', plain(title, titleCharsMax)]),
    ...words(['desc', plain(description, descriptionCharsMax)]),
  ]
  const isOther = (child: PictureElement | string) =>
    typeof child === 'string' || (child.name !== 'title' && child.name !== 'desc')
  root.children = [...described, ...root.children.filter(isOther)]
}

const titleCharsMax = 400
const descriptionCharsMax = 4000

const says = ({ children }: PictureElement): boolean => children.join('').trim() !== ''

/** In one line, of characters that XML allows (XML 1.0, section 2.2). */
const plain = (text: string, charsMax: number): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, charsMax)
    .toWellFormed()
    .trim()
