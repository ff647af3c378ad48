import { Trait } from './attribute-traits.ts'
import { elementRules } from './elements.ts'
import type { SourceElement } from './parse.ts'

/** SVG 2, section 5.9.2: the first child whose conditions hold, of those that can be drawn at all. */
export function chosenBranch(parent: SourceElement): SourceElement | null {
  for (const child of parent.children) {
    if (typeof child === 'string' || child.name === 'style') continue
    const role = elementRules.get(child.name)?.role
    if (role !== 'words' && conditionsHold(child)) return child
  }
  return null
}

/** The language of a stored picture cannot depend on its viewer, so English is assumed. */
export function conditionsHold(source: SourceElement): boolean {
  if ((source.attributes.traits & Trait.condition) === 0) return true
  const language = source.attributes.get('systemLanguage')
  const spoken = language?.split(',').some((tag) => /^en(?:-|$)/i.test(tag.trim())) ?? true
  return spoken && source.attributes.get('requiredExtensions') === undefined
}
