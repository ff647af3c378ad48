import { Attributes } from './attributes.ts'
import { elementRules } from './elements.ts'
import { appendChild, appendText, newElement, type PictureElement } from './picture.ts'
import { propertyGrammars } from './properties.ts'
import { Refusal } from './report.ts'
import { readXml, type XmlListener } from './xml.ts'

/**
 * Reads the tree of a picture that any version of the policy has written, from its text. Writing the tree
 * gives the same text.
 *
 * @param svg as `sanitizeSvg` writes it.
 * @throws TypeError for a text that the policy would not have written.
 * @example
 * const shapes = listDrawnShapes(readPicture(row.svg), [0, 0, 256, 256])
 */
export function readPicture(svg: string): PictureElement {
  if (!svg.startsWith('<svg')) refusePicture('another beginning than its root')
  const builder = new PictureBuilder()
  try {
    readXml(svg, builder, false)
  } catch (error) {
    if (error instanceof Refusal) return refusePicture('malformed XML')
    throw error
  }
  return builder.root ?? refusePicture('no root')
}

function refusePicture(what: string): never {
  throw new TypeError(`Not a picture of the policy: it has ${what}.`)
}

class PictureBuilder implements XmlListener {
  root: PictureElement | null = null
  readonly #open: PictureElement[] = []

  countElement(): void {}

  countAttribute(): void {}

  open(name: string, written: Attributes): void {
    const rule = elementRules.get(name) ?? refusePicture(`an element ${name}`)
    const attributes = new Attributes()
    for (let i = 0; i < written.size; i++) {
      const attribute = written.nameAt(i)
      const value = written.valueAt(i)
      if (attribute === 'style') addStyle(attributes, value)
      else if (rule.attributes.has(attribute) || propertyGrammars.has(attribute) || attribute === 'xml:space')
        attributes.add(attribute, value)
      else if (attribute !== 'id' && attribute !== 'xmlns') refusePicture(`an attribute ${attribute}`)
    }
    const element = newElement(name, rule, written.get('id') ?? null, attributes)
    const parent = this.#open.at(-1)
    if (parent !== undefined) appendChild<PictureElement | string>(parent, element)
    this.root ??= element
    this.#open.push(element)
  }

  close(): void {
    this.#open.pop()
  }

  wantsText(): boolean {
    return this.#open.length > 0
  }

  text(text: string): void {
    const parent = this.#open.at(-1)
    if (parent !== undefined) appendText(parent, text)
  }

  instruction(): void {
    refusePicture('a processing instruction')
  }
}

/** The policy writes a handful of properties here, none of which has a colon or a semicolon in its value. */
function addStyle(attributes: Attributes, style: string): void {
  for (const declaration of style.split(';')) {
    if (declaration.trim() === '') continue
    const [name = '', value = ''] = declaration.split(':')
    if (!propertyGrammars.has(name.trim())) refusePicture(`a style ${name}`)
    attributes.set(name.trim(), value.trim())
  }
}
