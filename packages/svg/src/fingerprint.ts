import { Trait } from './attribute-traits.ts'
import type { PictureElement } from './picture.ts'
import { writtenAsStyle } from './properties.ts'

/**
 * A short text that differs between pictures, and is the same for one picture whatever its ids are: 62 bits
 * of two hashes (FNV-1a with different bases) over names, values, texts, and the targets of references. It is
 * not secret. Callers that need ids which the author of a picture cannot predict pass their own prefix.
 *
 * @param places the positions of the elements that have ids, in document order.
 */
export function fingerprintOf(root: PictureElement, places: ReadonlyMap<PictureElement, number>): string {
  const hash = new Hash()
  addElement(hash, root, places)
  return hash.text
}

/** Recursive, because the limits bound the depth of trees. */
function addElement(
  hash: Hash,
  { name, attributes, references, children }: PictureElement,
  places: ReadonlyMap<PictureElement, number>,
): void {
  hash.add(name)
  // In the order in which they are written: a style comes after all attributes.
  const hasStyle = (attributes.traits & mayBeStyle) !== 0
  for (let i = 0; i < attributes.size; i++) {
    if (hasStyle && writtenAsStyle.has(attributes.nameAt(i))) continue
    hash.add(attributes.nameAt(i))
    hash.add(attributes.valueAt(i))
  }
  if (hasStyle) {
    for (const [property, value] of attributes) {
      if (!writtenAsStyle.has(property)) continue
      hash.add(property)
      hash.add(value)
    }
  }
  for (let i = 0; i < references.length; i++) {
    const reference = references[i]
    hash.add(reference?.attribute ?? '')
    for (const target of reference?.targets ?? []) hash.add(String(places.get(target)))
  }
  if (children.length === 0) return
  for (const child of children) if (typeof child === 'string') hash.add(child)
  for (const child of children) if (typeof child !== 'string') addElement(hash, child, places)
}

const mayBeStyle = Trait.styleOnly | Trait.bidi
const prime = 0x01000193
const space = 32
const chars = 6
const digits = '0123456789abcdefghijklmnopqrstuvwxyz'

/** Both are 32-bit integers from the beginning, because the engine boxes a field that begins with more. */
class Hash {
  #one = 0x811c9dc5 | 0
  #other = 0x9e3779b9 | 0

  add(text: string): void {
    let one = this.#one
    let other = this.#other
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i)
      // Tabs and line ends may be written as spaces.
      const code = unit < space ? space : unit
      one = Math.imul(one ^ code, prime)
      other = Math.imul(other ^ code ^ (one >>> 15), prime)
    }
    // A separator, so that "ab" and "c" differ from "a" and "bc".
    this.#one = Math.imul(one ^ 0xffff, prime)
    this.#other = Math.imul(other ^ 0xffff, prime)
  }

  get text(): string {
    return lastDigits(this.#one >>> 0) + lastDigits(this.#other >>> 0)
  }
}

/** In base 36. The engine's own conversion takes several times as long. */
function lastDigits(number: number): string {
  let left = number
  let text = ''
  for (let n = 0; n < chars; n++) {
    text = digits.charAt(left % digits.length) + text
    left = Math.floor(left / digits.length)
  }
  return text
}
