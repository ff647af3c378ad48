import { Attributes } from './attributes.ts'
import { elementRules } from './elements.ts'
import { newElement, type PictureElement } from './picture.ts'
import { readPicture } from './read-picture.ts'
import { serializePicture } from './serialize.ts'

/** `id`: of the symbol, in the form of an XML name. */
export interface SpritePicture {
  id: string
  /** As `sanitizeSvg` writes it. */
  svg: string
}

/**
 * One document with a symbol for each picture, which pages show with `<use href="sprite.svg#id"/>`. The
 * pictures need different id prefixes.
 *
 * @throws TypeError for an id that is no name, and for a text that the policy would not have written.
 * @example
 * const sprite = toSprite([{ id: 'fox', svg: fox.svg }, { id: 'owl', svg: owl.svg }])
 */
export function toSprite(pictures: readonly SpritePicture[]): string {
  const sprite = newElement('svg', ruleOf('svg'), null, new Attributes())
  sprite.children = pictures.map(toSymbol)
  return serializePicture(sprite).svg
}

function toSymbol({ id, svg }: SpritePicture): PictureElement {
  if (!/^[A-Za-z_][\w-]*$/.test(id)) throw new TypeError(`Not an id: ${JSON.stringify(id)}`)
  const { attributes, children } = readPicture(svg)
  for (const name of ['width', 'height']) attributes.delete(name)
  const symbol = newElement('symbol', ruleOf('symbol'), id, attributes)
  symbol.children = children
  return symbol
}

function ruleOf(name: string) {
  const rule = elementRules.get(name)
  if (!rule) throw new Error(`the policy knows no ${name}`)
  return rule
}
