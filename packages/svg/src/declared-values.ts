import { initial } from './computed.ts'
import { cssValue } from './css-values.ts'
import { hasReference } from './custom-properties.ts'
import type { Declaration, DeclaredValue, DeclaredValues, PendingValue } from './declarations.ts'
import { elementRules } from './elements.ts'
import { inherited, wideKeyword } from './initial-values.ts'
import type { SourceElement } from './parse.ts'
import { declarable, geometryProperties } from './properties.ts'
import type { ReferenceGrammar } from './reference-values.ts'
import type { NoteBook } from './report.ts'
import { expandShorthand, longhandsOf } from './shorthands.ts'

/** Marks an attribute that a style removes. No value contains NUL. */
export const unset = '\0'

/**
 * The meaning of a declaration for an element, and whether it is the same for all elements. Unsupported
 * properties and invalid shorthands get a note.
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

/**
 * The text of the attribute that nearly all declarations set: of the same name, and the same everywhere. Null
 * for all others, and for invalid values.
 */
export function plainValue({ property, value, important }: Declaration): string | null {
  const grammar = important ? undefined : declarable.get(property)
  if (grammar === undefined || hasReference(value)) return null
  const found = declaredValue(property, value, grammar)
  return found === unset ? null : found
}

/** A value with its references replaced; null if the result is not a value. */
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

/** Whether a declaration is supported, for `@supports`. */
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

/** Properties that are read elsewhere, or that only editors know. */
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
 * Replaces the keywords of every property (CSS Cascade 5, section 7.3) by their values. `revert` and
 * `revert-layer` return to the browser's own style.
 */
function declaredValue(name: string, text: string, grammar: ReferenceGrammar): string | null {
  const wide = wideKeyword(text)
  if (wide === undefined || (wide === 'inherit' && !inherited.has(name)))
    return checkValue(name, text, grammar)
  if (wide === 'initial') return inherited.get(name) ?? initialOf(name)
  return wide === 'inherit' ? unset : initialOf(name)
}

/** Browsers clip these elements by their own style sheet. */
const initialOf = (name: string): string => (name === 'overflow' ? 'visible' : unset)

/** Styles are checked by grammars only here. */
function checkValue(name: string, text: string, grammar: ReferenceGrammar): string | null {
  if (text.length > valueCharsMax && name !== 'd') return null
  const value = cssValue(name, text)
  return value !== null && grammar(value, initial) !== null ? value : null
}

const valueCharsMax = 64 * 1024
