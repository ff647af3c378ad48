import type { PictureElement } from './picture.ts'
import { STYLE_ONLY } from './properties.ts'

/** Writes the picture so that an XML parser and an HTML parser read the same tree from it. */
export const serializePicture = (root: PictureElement): string => {
  let text = ''
  const closing: string[] = []
  const stack: (PictureElement | string | typeof END)[] = [root]
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    if (item === END) text += `</${closing.pop()}>`
    else if (typeof item === 'string') text += escapeText(item)
    else {
      text += openTag(item, item === root)
      const { children } = item
      if (children.length === 0) continue
      closing.push(item.name)
      stack.push(END)
      for (let i = children.length - 1; i >= 0; i--) stack.push(children[i] ?? '')
    }
  }
  return text
}

const END = Symbol('end')

const openTag = (element: PictureElement, isRoot: boolean): string => {
  let text = isRoot ? `<${element.name} xmlns="http://www.w3.org/2000/svg"` : `<${element.name}`
  if (element.sourceId !== null) text += ` id="${element.sourceId}"`
  let style = ''
  for (const [name, value] of element.attributes) {
    if (STYLE_ONLY.has(name)) style += `${style === '' ? '' : ';'}${name}:${value}`
    else text += ` ${name}="${escapeValue(value)}"`
  }
  if (style !== '') text += ` style="${escapeValue(style)}"`
  return text + (element.children.length === 0 ? '/>' : '>')
}

const NEEDS_ESCAPE = /[&<>"\t\n\r]/
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Line breaks and tabs become spaces: XML would normalise them in a value, HTML would not. */
const escapeValue = (value: string): string =>
  NEEDS_ESCAPE.test(value)
    ? value.replace(/[&<>"]/g, (found) => ENTITIES[found] ?? '').replace(/[\t\n\r]/g, ' ')
    : value

/** A carriage return cannot stand in text: both parsers would turn it into a line feed. */
const escapeText = (text: string): string =>
  text.replace(/[&<>]/g, (found) => ENTITIES[found] ?? '').replace(/\r/g, ' ')
