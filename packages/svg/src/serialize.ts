import { elementRules } from './elements.ts'
import type { PictureElement } from './picture.ts'
import { propertyGrammars, writtenAsStyle } from './properties.ts'
import { TextWriter } from './text-writer.ts'

export interface SerializedPicture {
  svg: string
  /** Size of `svg` as UTF-8. */
  bytes: number
  elements: number
  /** Elements that draw something at their own position: shapes, texts and uses. */
  shapes: number
  /** Of all elements together; a style attribute counts as the number of its properties. */
  attributes: number
}

/**
 * Writes the picture so that an XML parser and an HTML parser read the same tree from it. Recursive, because
 * the limits bound the depth of trees.
 */
export function serializePicture(root: PictureElement): SerializedPicture {
  const out = new TextWriter()
  const counts: Counts = { elements: 0, shapes: 0, attributes: 1 }
  out.write('<svg xmlns="http://www.w3.org/2000/svg')
  writeElement(root, true, out, counts)
  const svg = out.finish()
  return { svg, bytes: new TextEncoder().encode(svg).length, ...counts }
}

type Counts = Pick<SerializedPicture, 'elements' | 'shapes' | 'attributes'>

/** Everything but the beginning of the tag; `isOpen` says whether a value's quote is still open there. */
function writeElement(element: PictureElement, isOpen: boolean, out: TextWriter, counts: Counts): void {
  counts.elements++
  if (element.rule.draws) counts.shapes++
  counts.attributes += element.attributes.size + (element.sourceId === null ? 0 : 1)
  const endsOpen = writeAttributes(element, isOpen, out)
  const { name, children } = element
  if (children.length === 0) {
    out.write(endsOpen ? '"/>' : '/>')
    return
  }
  out.write(endsOpen ? '">' : '>')
  for (let i = 0; i < children.length; i++) {
    const child = children[i] ?? ''
    if (typeof child === 'string') out.writeText(child)
    else {
      out.write(startTags.get(child.name) ?? `<${child.name}`)
      writeElement(child, false, out, counts)
    }
  }
  out.write(endTags.get(name) ?? `</${name}>`)
}

/**
 * What stands between the value before and the value of an attribute; empty for what is written as a style.
 */
const beginnings: ReadonlyMap<string, string> = new Map(
  [
    ...propertyGrammars.keys(),
    ...[...elementRules.values()].flatMap(({ attributes }) => [...attributes.keys()]),
  ].map((name) => [name, writtenAsStyle.has(name) ? '' : `" ${name}="`]),
)
/** The same where no value stands before it. */
const firstBeginnings: ReadonlyMap<string, string> = new Map(
  [...beginnings].map(([name, beginning]) => [name, beginning.slice(1)]),
)
const names = [...elementRules.keys()]
const startTags: ReadonlyMap<string, string> = new Map(names.map((name) => [name, `<${name}`]))
const endTags: ReadonlyMap<string, string> = new Map(names.map((name) => [name, `</${name}>`]))

/** @returns whether the last value's quote is still open. */
function writeAttributes(
  { sourceId, attributes }: PictureElement,
  isOpen: boolean,
  out: TextWriter,
): boolean {
  let inValue = isOpen
  if (sourceId !== null) {
    out.write(inValue ? '" id="' : ' id="')
    out.write(sourceId)
    inValue = true
  }
  let style = ''
  for (let i = 0; i < attributes.size; i++) {
    const name = attributes.nameAt(i)
    const beginning = (inValue ? beginnings : firstBeginnings).get(name) ?? `${inValue ? '"' : ''} ${name}="`
    if (beginning === '') {
      style += `${style === '' ? '' : ';'}${name}:${attributes.valueAt(i)}`
      continue
    }
    out.write(beginning)
    out.writeValue(attributes.valueAt(i))
    inValue = true
  }
  if (style === '') return inValue
  out.write(inValue ? '" style="' : ' style="')
  out.writeValue(style)
  return true
}
