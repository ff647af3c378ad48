import { Trait, traitsOf } from './attribute-traits.ts'
import type { Attributes } from './attributes.ts'
import { type Computed, copyComputed } from './computed.ts'

const nothing: ReadonlyMap<string, string> = new Map()

/**
 * Leaves out values that an element also inherits. Style sheets that select every element produce thousands
 * of them. An element that is drawn at other positions inherits from there, so it keeps all its values.
 *
 * @param attributes as they are written, references as empty texts; changed.
 * @param hasChildren whether the result is needed.
 * @returns what children inherit.
 */
export function dropInherited(attributes: Attributes, own: Computed, hasChildren: boolean): Computed {
  if (own.inDefinition) return own.inheritedTexts.size === 0 ? own : withTexts(own, nothing)
  if ((attributes.traits & Trait.inherited) === 0 || (!hasChildren && own.inheritedTexts.size === 0))
    return own
  let inheritedTexts: Map<string, string> | null = null
  for (let i = attributes.size - 1; i >= 0; i--) {
    const name = attributes.nameAt(i)
    if ((traitsOf(name) & Trait.inherited) === 0) continue
    const value = attributes.valueAt(i)
    if (value !== '' && own.inheritedTexts.get(name) === value) attributes.removeAt(i)
    else if (hasChildren) {
      inheritedTexts ??= new Map(own.inheritedTexts)
      inheritedTexts.set(name, value)
    }
  }
  return inheritedTexts === null ? own : withTexts(own, inheritedTexts)
}

function withTexts(own: Computed, inheritedTexts: ReadonlyMap<string, string>): Computed {
  const inner = copyComputed(own)
  inner.inheritedTexts = inheritedTexts
  return inner
}
