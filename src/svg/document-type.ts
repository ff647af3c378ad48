import { refuse } from './report.ts'

/** Entities of one document. Only drawing programs' abbreviations for plain values are ever in it. */
export interface EntityTable {
  /** The text of an entity where the attribute may hold it; null where it is unknown, misplaced, or used too much. */
  take(name: string, attribute: string): string | null
}

/**
 * Reads a document type, from after `<!DOCTYPE`. External ones are never fetched, so they mean nothing. An internal subset may declare
 * what Illustrator writes into most of its files: entities that stand for the address of a namespace or for CSS declarations, whose text holds
 * no markup and no reference. Anything else in a subset refuses the document.
 *
 * @returns where the type ends and its entities; null where the text ends first.
 */
export const readDocumentType = (
  text: string,
  start: number,
): { end: number; entities: EntityTable | null } | null => {
  const bracket = findOutsideQuotes(text, start, '[>')
  if (bracket < 0) return null
  if (text[bracket] === '>') return { end: bracket + 1, entities: null }
  const entities = new Map<string, string>()
  let at = bracket + 1
  for (;;) {
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('--', at + 4)
      if (end < 0) return null
      if (text[end + 2] !== '>') break
      at = end + 3
      continue
    }
    SUBSET_PIECE.lastIndex = at
    const found = SUBSET_PIECE.exec(text)
    if (found === null) break
    at = SUBSET_PIECE.lastIndex
    const [, name, double, single] = found
    // XML 1.0, section 4.2: of two declarations the first binds.
    if (name !== undefined && !entities.has(name)) entities.set(name, plainValue(double ?? single ?? ''))
    if (entities.size > ENTITIES_MAX) refuseSubset()
  }
  SUBSET_END.lastIndex = at
  if (!SUBSET_END.test(text)) return at >= text.length ? null : refuseSubset()
  return { end: SUBSET_END.lastIndex, entities: tableOf(entities) }
}

const ENTITIES_MAX = 256
const VALUE_CHARS_MAX = 1000
/** All expansions of a document together. */
const EXPANDED_CHARS_MAX = 64 * 1024
const SUBSET_PIECE = /\s+|<!ENTITY\s+([A-Za-z_][\w.-]{0,60})\s+(?:"([^"]{0,1000})"|'([^']{0,1000})')\s*>/y
const SUBSET_END = /\]\s*>/y
const ADDRESS = /^https?:\/\/[\w./:#~-]+$/
const DECLARATIONS = /^\s*(?:[a-z-]+\s*:[\w\s#.,()'-]*(?:;\s*|$))+$/
const ADDRESS_ATTRIBUTE = /^(?:xmlns(?::.*)?|requiredExtensions|requiredFeatures)$/

const plainValue = (value: string): string =>
  value.length <= VALUE_CHARS_MAX && (ADDRESS.test(value) || DECLARATIONS.test(value))
    ? value
    : refuseSubset()

const refuseSubset = (): never =>
  refuse(
    'internal_subset',
    'The document type has an internal subset that declares more than names of namespaces and styles.',
  )

const tableOf = (entities: ReadonlyMap<string, string>): EntityTable => {
  let left = EXPANDED_CHARS_MAX
  return {
    take(name, attribute) {
      const value = entities.get(name)
      if (value === undefined) return null
      const fits = ADDRESS.test(value) ? ADDRESS_ATTRIBUTE.test(attribute) : attribute === 'style'
      left -= value.length
      return fits && left >= 0 ? value : null
    },
  }
}

const findOutsideQuotes = (text: string, start: number, wanted: string): number => {
  let quote = ''
  for (let i = start; i < text.length; i++) {
    const character = text.charAt(i)
    if (quote !== '') {
      if (character === quote) quote = ''
    } else if (wanted.includes(character)) return i
    else if (character === '"' || character === "'") quote = character
  }
  return -1
}
