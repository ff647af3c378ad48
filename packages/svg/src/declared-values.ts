import { initial } from './computed.ts'
import { cssValue } from './css-values.ts'
import { hasReference } from './custom-properties.ts'
import type { Declaration } from './declarations.ts'
import { elementRules } from './elements.ts'
import { inherited, wideKeyword } from './initial-values.ts'
import type { SourceElement } from './parse.ts'
import { declarable, geometryProperties } from './properties.ts'
import type { ReferenceGrammar } from './reference-values.ts'
import type { NoteBook } from './report.ts'
import { expandShorthand, longhandsOf } from './shorthands.ts'

/** Takes the place of an attribute that a style takes away. No value holds a NUL. */
export const unset = '\0'

/** A value that depends on custom properties. */
export interface PendingValue {
  /** As it was declared: a shorthand, or `name` itself. */
  property: string
  name: string
  text: string
}

/** An attribute's text, `UNSET` for none at all, null for a value that is none. */
export type DeclaredValue = string | PendingValue | null

/** What a declaration gives which properties. Of custom properties it is the text as it stands. */
export type DeclaredValues = readonly (readonly [string, DeclaredValue])[]

/**
 * What a declaration means for an element, and whether it means the same for all elements. Properties that
 * mean nothing here, and shorthands that are none, get a note.
 */
export function declaredValues(
  { property, value }: Declaration,
  element: SourceElement,
  notes: NoteBook,
): { values: DeclaredValues; everywhere: boolean } {
  if (property.startsWith('--')) return { values: [[property, value]], everywhere: true }
  const everywhere = property !== 'transform' && !geometryProperties.has(property)
  const values: [string, DeclaredValue][] = []
  const isPending = hasReference(value)
  const longhands = isPending
    ? longhandsOf(property).map((name): [string, string] => [name, value])
    : expandShorthand(property, value)
  if (longhands.length === 0) notes.add('value_dropped', `${element.name}/${property}`)
  for (const [name, text] of longhands) {
    const grammar = propertyGrammar(name, element)
    if (grammar !== null)
      values.push([name, isPending ? { property, name, text } : declaredValue(name, text, grammar)])
    else if (name === property && !isSilent(name)) notes.add('attribute_dropped', name)
  }
  return { values, everywhere }
}

/** What a value with references comes to once they are replaced; null where that is no value. */
export function substitutedValue(
  { property, name: wanted }: PendingValue,
  text: string,
  element: SourceElement,
): string | null {
  const grammar = propertyGrammar(wanted, element)
  if (text === '' || grammar === null) return null
  for (const [name, longhand] of expandShorthand(property, text))
    if (name === wanted) return declaredValue(name, longhand, grammar)
  return null
}

/** Whether a declaration would mean something, as `@supports` asks. */
export function isSupported(property: string, value: string): boolean {
  const longhands = expandShorthand(property, value).filter(
    ([name]) => name === property || declarable.has(name),
  )
  return (
    longhands.length > 0 &&
    longhands.every(([name, text]) => {
      const grammar = declarable.get(name)
      if (grammar === undefined) return name === 'transform' || geometryProperties.has(name)
      return hasReference(text) || declaredValue(name, text, grammar) !== null
    })
  )
}

/** Read elsewhere, or known to editors only. */
const isSilent = (name: string): boolean =>
  name === 'enable-background' || (name.startsWith('-') && !name.startsWith('-webkit-'))

function propertyGrammar(name: string, element: SourceElement): ReferenceGrammar | null {
  const known = declarable.get(name)
  if (known !== undefined) return known
  const isRoot = element.parent === null
  const isSize = name === 'width' || name === 'height'
  if (name !== 'transform' && !(isRoot && isSize) && (isRoot || !geometryProperties.has(name))) return null
  return elementRules.get(element.name)?.attributes.get(name) ?? null
}

/**
 * Words that every property takes (CSS Cascade 5, section 7.3) become what they mean; `revert` and
 * `revert-layer` go back to the browser's own style.
 */
function declaredValue(name: string, text: string, grammar: ReferenceGrammar): string | null {
  const wide = wideKeyword(text)
  if (wide === undefined || (wide === 'inherit' && !inherited.has(name)))
    return checkValue(name, text, grammar)
  if (wide === 'initial') return inherited.get(name) ?? initialOf(name)
  return wide === 'inherit' ? unset : initialOf(name)
}

/** Browsers clip what they clip by a style of their own. */
const initialOf = (name: string): string => (name === 'overflow' ? 'visible' : unset)

/** The only place where styles are checked by grammars. */
function checkValue(name: string, text: string, grammar: ReferenceGrammar): string | null {
  if (text.length > valueCharsMax && name !== 'd') return null
  const value = cssValue(name, text)
  return value !== null && grammar(value, initial) !== null ? value : null
}

const valueCharsMax = 64 * 1024
