import { Attributes } from './attributes.ts'
import type { SvgLimits } from './limits.ts'
import type { SourceDocument, SourceElement } from './parse.ts'
import { emptyList, type PictureElement } from './picture.ts'
import { writtenAsStyle } from './properties.ts'
import { refuse } from './report.ts'

/**
 * Converts a tree that the policy wrote, or that was edited since, to the source document that the policy
 * reads, as serialising and parsing it would.
 * Throws `Refusal` if it is nested too deeply or has too much text.
 */
export function sourceOf(root: PictureElement, limits: SvgLimits): SourceDocument {
  const document: SourceDocument = {
    root: elementOf(root, null, 0),
    styleSheets: [],
    usesVariables: false,
    uses: false,
    pathChars: 0,
  }
  let textChars = 0
  const stack = [{ from: root, to: document.root, depth: 1 }]
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    const { from, to, depth } = entry
    if (depth > limits.depthMax) refuse('too_deep', `The picture has more than ${limits.depthMax} levels.`)
    if (from.name === 'use') document.uses = true
    else if (from.rule.role === 'shape')
      document.pathChars += (from.attributes.get('d') ?? from.attributes.get('points'))?.length ?? 0
    if (from.children.length === 0) continue
    to.children = []
    for (const child of from.children) {
      if (typeof child === 'string') {
        textChars += child.length
        to.hasText = true
        to.children.push(child)
        continue
      }
      const inner = elementOf(child, to, to.elements++)
      to.children.push(inner)
      stack.push({ from: child, to: inner, depth: depth + 1 })
    }
  }
  if (textChars > limits.textCharsMax)
    refuse('too_much_text', `The picture has more than ${limits.textCharsMax} characters of text.`)
  return document
}

function elementOf(element: PictureElement, parent: SourceElement | null, index: number): SourceElement {
  return {
    name: element.name,
    attributes: attributesOf(element),
    children: noChildren,
    parent,
    keepsText: textKeepers.has(element.rule.role),
    index,
    elements: 0,
    skipped: null,
    namespace: null,
    hasText: false,
    usesXlink: false,
    closed: true,
  }
}

const textKeepers: ReadonlySet<string> = new Set(['text', 'text-part', 'words'])
const noChildren: SourceElement['children'] = emptyList('')

function attributesOf({ sourceId, attributes }: PictureElement): Attributes {
  // Not a copy, which would have the traits of names that are gone.
  const copy = new Attributes()
  let style = ''
  for (const [name, value] of attributes) {
    if (writtenAsStyle.has(name)) style += `${name}:${value};`
    else copy.add(name, value)
  }
  if (style !== '') copy.add('style', style)
  if (sourceId !== null) copy.add('id', sourceId)
  return copy
}
