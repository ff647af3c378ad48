import { type ElementRole, elementRules } from './elements.ts'
import type { PictureElement } from './picture.ts'
import { propertyGrammars, writtenAsStyle } from './properties.ts'

export interface SerializedPicture {
  svg: string
  /** Size of `svg` as UTF-8. */
  bytes: number
  elements: number
  /** Elements that draw something where they stand: shapes, texts and uses. */
  shapes: number
  /** Of all elements together; what is written as one style attribute counts by its properties. */
  attributes: number
}

/** Writes the picture so that an XML parser and an HTML parser read the same tree from it. */
export function serializePicture(root: PictureElement): SerializedPicture {
  const chunks: string[] = []
  let elements = 0
  let shapes = 0
  let attributes = 1
  let bytes = 0
  let text = ''
  const closing: string[] = []
  const stack: (PictureElement | string | typeof end)[] = [root]
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    if (item === end) text += `</${closing.pop()}>`
    else if (typeof item === 'string') text += escapeText(item)
    else {
      elements++
      if (drawingRoles.has(item.rule.role)) shapes++
      attributes += item.attributes.size + (item.sourceId === null ? 0 : 1)
      text += openTag(item, item === root)
      const { children } = item
      if (children.length > 0) {
        closing.push(item.name)
        stack.push(end)
        for (let i = children.length - 1; i >= 0; i--) stack.push(children[i] ?? '')
      }
    }
    if (text.length < chunkChars) continue
    // Counting lays the chunk out in one piece, so that the garbage of putting it together is gone before it
    // is many.
    bytes += Buffer.byteLength(text)
    chunks.push(text)
    text = ''
  }
  bytes += Buffer.byteLength(text)
  chunks.push(text)
  return { svg: chunks.join(''), bytes, elements, shapes, attributes }
}

/** So few that ordinary pictures have several: what only large ones ran would not be compiled. */
const chunkChars = 1024
const end = Symbol('end')
const drawingRoles: ReadonlySet<ElementRole> = new Set(['shape', 'text', 'use'])

/**
 * What stands between the value before and the value of an attribute; empty for what is written as a style.
 * Every string that is put onto another is garbage of its own.
 */
const beginnings: ReadonlyMap<string, string> = new Map(
  [
    ...propertyGrammars.keys(),
    ...[...elementRules.values()].flatMap(({ attributes }) => [...attributes.keys()]),
  ].map((name) => [name, writtenAsStyle.has(name) ? '' : `" ${name}="`]),
)
const tags: ReadonlyMap<string, string> = new Map([...elementRules.keys()].map((name) => [name, `<${name}`]))

function openTag(element: PictureElement, isRoot: boolean): string {
  let text = tags.get(element.name) ?? `<${element.name}`
  let isFirst = true
  if (isRoot) {
    text += ' xmlns="http://www.w3.org/2000/svg'
    isFirst = false
  }
  if (element.sourceId !== null) {
    text += isFirst ? ' id="' : '" id="'
    text += element.sourceId
    isFirst = false
  }
  let style = ''
  const { attributes } = element
  for (let i = 0; i < attributes.size; i++) {
    const name = attributes.nameAt(i)
    const value = attributes.valueAt(i)
    const beginning = beginnings.get(name) ?? `" ${name}="`
    if (beginning === '') {
      style += `${style === '' ? '' : ';'}${name}:${value}`
      continue
    }
    text += isFirst ? beginning.slice(1) : beginning
    text += escapeValue(value)
    isFirst = false
  }
  if (style !== '') {
    text += `${isFirst ? '' : '"'} style="${escapeValue(style)}`
    isFirst = false
  }
  const isEmpty = element.children.length === 0
  return text + (isFirst ? (isEmpty ? '/>' : '>') : isEmpty ? '"/>' : '">')
}

const needsEscape = /[&<>"\t\n\r]/
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Line breaks and tabs become spaces: XML would normalise them in a value, HTML would not. */
const escapeValue = (value: string): string =>
  needsEscape.test(value)
    ? value.replace(/[&<>"]/g, (found) => entities[found] ?? '').replace(/[\t\n\r]/g, ' ')
    : value

/** A carriage return cannot stand in text: both parsers would turn it into a line feed. */
const escapeText = (text: string): string =>
  needsEscape.test(text) ? text.replace(/[&<>]/g, (found) => entities[found] ?? '').replace(/\r/g, ' ') : text
