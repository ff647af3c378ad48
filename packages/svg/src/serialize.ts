import type { Attributes } from './attributes.ts'
import { elementRules } from './elements.ts'
import { NamesByPlace } from './names-by-place.ts'
import type { PictureElement } from './picture.ts'
import { propertyGrammars, writtenAsStyle } from './properties.ts'
import { marksOf, TextWriter } from './text-writer.ts'

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
  writeElement(root, rootMarks, out, counts)
  const { text: svg, bytes } = out.finish()
  const { elements, shapes, attributes } = counts
  return { svg, bytes, elements, shapes, attributes }
}

type Counts = Pick<SerializedPicture, 'elements' | 'shapes' | 'attributes'>

function writeElement(
  { sourceId, attributes, rule, children }: PictureElement,
  marks: ElementMarks,
  out: TextWriter,
  counts: Counts,
): void {
  counts.elements++
  if (rule.draws) counts.shapes++
  counts.attributes += attributes.size + (sourceId === null ? 0 : 1)
  out.writeMarks(marks.start)
  if (sourceId !== null) {
    out.writeMarks(idBeginning)
    out.writeQuoted(sourceId)
  }
  writeAttributes(attributes, marks.beginnings, out)
  if (children.length === 0) {
    out.writeMarks(emptyTagEnd)
    return
  }
  out.writeMarks(tagEnd)
  for (let i = 0; i < children.length; i++) {
    const child = children[i] ?? ''
    if (typeof child === 'string') out.writeText(child)
    else writeElement(child, knownMarks.get(child.name) ?? newMarks(child.name), out, counts)
  }
  out.writeMarks(marks.end)
}

function writeAttributes(
  attributes: Attributes,
  beginnings: NamesByPlace<Uint8Array>,
  out: TextWriter,
): void {
  let style = ''
  for (let i = 0; i < attributes.size; i++) {
    const name = attributes.nameAt(i)
    const beginning = beginnings.get(name, i) ?? beginningOf(name)
    if (beginning.length === 0) style += `${style === '' ? '' : ';'}${name}:${attributes.valueAt(i)}`
    else {
      out.writeMarks(beginning)
      out.writeQuoted(attributes.valueAt(i))
    }
  }
  if (style === '') return
  out.writeMarks(styleBeginning)
  out.writeQuoted(style)
}

/** The markup of elements of one name. */
interface ElementMarks {
  start: Uint8Array
  end: Uint8Array
  /** What stands before the value of an attribute; empty for what is written as a style. */
  beginnings: NamesByPlace<Uint8Array>
}

const beginningOf = (name: string): Uint8Array => marksOf(writtenAsStyle.has(name) ? '' : ` ${name}="`)
const knownBeginnings: ReadonlyMap<string, Uint8Array> = new Map(
  [
    ...propertyGrammars.keys(),
    ...[...elementRules.values()].flatMap(({ attributes }) => [...attributes.keys()]),
  ].map((name) => [name, beginningOf(name)]),
)
const newMarks = (name: string): ElementMarks => ({
  start: marksOf(`<${name}`),
  end: marksOf(`</${name}>`),
  beginnings: new NamesByPlace(knownBeginnings),
})
const knownMarks: ReadonlyMap<string, ElementMarks> = new Map(
  [...elementRules.keys()].map((name) => [name, newMarks(name)]),
)
const rootMarks = { ...newMarks('svg'), start: marksOf('<svg xmlns="http://www.w3.org/2000/svg"') }
const [tagEnd, emptyTagEnd] = [marksOf('>'), marksOf('/>')]
const [idBeginning, styleBeginning] = [marksOf(' id="'), marksOf(' style="')]
