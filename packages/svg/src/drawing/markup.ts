import type { Attributes } from '../attributes.ts'
import { Refusal } from '../report.ts'
import { readXml, type XmlListener } from '../xml.ts'

/** An element of plain markup: attributes and elements, no text. */
export interface MarkupElement {
  name: string
  attributes: Map<string, string>
  children: MarkupElement[]
}

/** @throws TypeError for a text that is not well-formed XML. Texts between elements are dropped. */
export function readMarkup(text: string): MarkupElement {
  const reader = new MarkupReader()
  try {
    readXml(text, reader, false)
  } catch (error) {
    if (error instanceof Refusal) throw new TypeError(`Not a drawing: ${error.message}`)
    throw error
  }
  if (reader.root === null) throw new TypeError('Not a drawing: it has no root.')
  return reader.root
}

export function writeMarkup({ name, attributes, children }: MarkupElement): string {
  const written = [...attributes].map(([attribute, value]) => ` ${attribute}="${escapeXml(value)}"`).join('')
  if (children.length === 0) return `<${name}${written}/>`
  return `<${name}${written}>${children.map(writeMarkup).join('')}</${name}>`
}

/** Escapes a text for an attribute or an element. */
const escapeXml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

class MarkupReader implements XmlListener {
  root: MarkupElement | null = null
  readonly #open: MarkupElement[] = []

  countElement(): void {}

  countAttribute(): void {}

  open(name: string, attributes: Attributes): void {
    const element: MarkupElement = { name, attributes: new Map(attributes), children: [] }
    this.#open.at(-1)?.children.push(element)
    this.root ??= element
    this.#open.push(element)
  }

  close(): void {
    this.#open.pop()
  }

  wantsText(): boolean {
    return false
  }

  text(): void {}

  instruction(): void {}
}
