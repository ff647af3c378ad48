import { type ElementRole, elementRules } from './elements.ts'
import type { PictureElement } from './picture.ts'
import { propertyGrammars, writtenAsStyle } from './properties.ts'
import { TextWriter } from './text-writer.ts'

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

/**
 * Writes the picture so that an XML parser and an HTML parser read the same tree from it. Calls itself for
 * what is inside: the limits keep trees flat.
 */
export function serializePicture(root: PictureElement): SerializedPicture {
  const out = new TextWriter()
  const counts: Counts = { elements: 0, shapes: 0, attributes: 1 }
  out.write('<svg xmlns="http://www.w3.org/2000/svg"')
  writeElement(root, out, counts)
  return { svg: out.finish(), bytes: out.bytes, ...counts }
}

type Counts = Pick<SerializedPicture, 'elements' | 'shapes' | 'attributes'>

/** Everything but the beginning of the tag. */
function writeElement(element: PictureElement, out: TextWriter, counts: Counts): void {
  counts.elements++
  if (drawingRoles.has(element.rule.role)) counts.shapes++
  counts.attributes += element.attributes.size + (element.sourceId === null ? 0 : 1)
  writeAttributes(element, out)
  const { name, children } = element
  if (children.length === 0) {
    out.write('/>')
    return
  }
  out.write('>')
  for (let i = 0; i < children.length; i++) {
    const child = children[i] ?? ''
    if (typeof child === 'string') out.writeText(child)
    else {
      out.write(startTags.get(child.name) ?? `<${child.name}`)
      writeElement(child, out, counts)
    }
  }
  out.write(endTags.get(name) ?? `</${name}>`)
}

const drawingRoles: ReadonlySet<ElementRole> = new Set(['shape', 'text', 'use'])

/** What stands before the value of an attribute; empty for what is written as a style. */
const beginnings: ReadonlyMap<string, string> = new Map(
  [
    ...propertyGrammars.keys(),
    ...[...elementRules.values()].flatMap(({ attributes }) => [...attributes.keys()]),
  ].map((name) => [name, writtenAsStyle.has(name) ? '' : ` ${name}="`]),
)
const names = [...elementRules.keys()]
const startTags: ReadonlyMap<string, string> = new Map(names.map((name) => [name, `<${name}`]))
const endTags: ReadonlyMap<string, string> = new Map(names.map((name) => [name, `</${name}>`]))

function writeAttributes({ sourceId, attributes }: PictureElement, out: TextWriter): void {
  if (sourceId !== null) {
    out.write(' id="')
    out.writeValue(sourceId)
  }
  let style = ''
  for (let i = 0; i < attributes.size; i++) {
    const name = attributes.nameAt(i)
    const beginning = beginnings.get(name) ?? ` ${name}="`
    if (beginning === '') style += `${style === '' ? '' : ';'}${name}:${attributes.valueAt(i)}`
    else {
      out.write(beginning)
      out.writeValue(attributes.valueAt(i))
    }
  }
  if (style === '') return
  out.write(' style="')
  out.writeValue(style)
}
