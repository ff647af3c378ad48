import { Attributes } from './attributes.ts'
import { readClipShape } from './clip-shapes.ts'
import type { Computed } from './computed.ts'
import { ruleOf } from './elements.ts'
import { writePath } from './path-writer.ts'
import { generated, newElement, type PictureElement } from './picture.ts'
import type { ReferenceKind } from './reference-values.ts'
import type { ReferenceBox } from './transforms.ts'

/**
 * Elements that replace values, for renderers that do not support the values. They are drawn where something
 * refers to them.
 */
export interface Definitions {
  readonly elements: readonly PictureElement[]
  /**
   * A basic shape in `clip-path` becomes a clip path of its own.
   *
   * @param box the shape's reference box in user units. @returns whether the shape is one.
   */
  clip(element: PictureElement, shape: string, box: ReferenceBox, at: Computed): boolean
  /**
   * The data of a `path` attribute becomes an element that the text follows. @returns whether it is path
   * data.
   */
  follow(text: PictureElement, data: string, at: Computed): boolean
}

export function createDefinitions(): Definitions {
  const elements: PictureElement[] = []

  function clip(element: PictureElement, shape: string, box: ReferenceBox, at: Computed): boolean {
    const content = readClipShape(shape, box, at)
    if (content === null) return false
    const inside = create(content.name, null, content.attributes)
    if (!writeData(inside, content.attributes.get('d'), at)) return false
    const clipPath = define('clipPath', 'clip', new Attributes())
    clipPath.children = [inside]
    refer(element, 'clip-path', 'clip', clipPath)
    return true
  }

  function follow(text: PictureElement, data: string, at: Computed): boolean {
    const path = create('path', null, new Attributes())
    if (!writeData(path, data, at)) return false
    refer(text, 'href', 'text-path', Object.assign(path, { sourceId: nameOf('path') }))
    elements.push(path)
    return true
  }

  function define(name: string, kind: string, attributes: Attributes): PictureElement {
    const definition = create(name, nameOf(kind), attributes)
    elements.push(definition)
    return definition
  }

  function nameOf(kind: string): string {
    return `${generated}${kind}-${elements.length + 1}`
  }

  function create(name: string, sourceId: string | null, attributes: Attributes): PictureElement {
    return newElement(name, ruleOf(name), sourceId, attributes)
  }
  return { elements, clip, follow }
}

/** Writes the data of a path; nothing to do for other shapes. */
function writeData(element: PictureElement, data: string | undefined, at: Computed): boolean {
  if (data === undefined) return element.name !== 'path'
  const written = writePath(data, at.decimals)
  if (written === null) return false
  element.attributes.set('d', written.text)
  element.vertices = written.vertices
  return true
}

function refer(
  element: PictureElement,
  attribute: string,
  kind: ReferenceKind,
  target: PictureElement,
): void {
  const reference = { attribute, kind, pieces: ['', target.sourceId ?? '', ''], fallback: null, targets: [] }
  element.references = [...element.references, reference]
  // Reserves the position of the attribute. The value is written once the target has its name.
  element.attributes.set(attribute, '')
}
