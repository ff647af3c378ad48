import { refuse } from './report.ts'

/** The entities of one document. They are only abbreviations for plain text. */
export interface EntityTable {
  /** The text of an entity; null if it is unknown, or if the total text of all entities is too long. */
  take(name: string): string | null
}

/**
 * Reads a document type, from after `<!DOCTYPE`. External ones are never fetched, so they have no effect. An
 * internal subset may declare entities for text without markup and without references, as Illustrator does in
 * most of its files. Their text is sanitised where it is used. Declarations of elements and attributes are
 * ignored. Any other declaration refuses the document.
 *
 * @returns the end of the document type and its entities; null if the text ends before.
 */
export function readDocumentType(
  text: string,
  start: number,
): { end: number; entities: EntityTable | null } | null {
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
    subsetPiece.lastIndex = at
    const found = subsetPiece.exec(text)
    if (found === null) break
    at = subsetPiece.lastIndex
    const [, name, double, single] = found
    // XML 1.0, section 4.2: of two declarations the first binds.
    if (name !== undefined && !entities.has(name)) entities.set(name, plainValue(double ?? single ?? ''))
    if (entities.size > entitiesMax) refuseSubset()
  }
  subsetEnd.lastIndex = at
  if (!subsetEnd.test(text)) return at >= text.length ? null : refuseSubset()
  return { end: subsetEnd.lastIndex, entities: tableOf(entities) }
}

const entitiesMax = 256
const valueCharsMax = 1000
/** All expansions of a document together. */
const expandedCharsMax = 64 * 1024
const subsetPiece =
  /\s+|<!ENTITY\s+([A-Za-z_][\w.-]{0,60})\s+(?:"([^"]{0,1000})"|'([^']{0,1000})')\s*>|<!(?:ELEMENT|ATTLIST)\s(?:[^<>"']|"[^"<]*"|'[^'<]*')*>/y
const subsetEnd = /\]\s*>/y
/** Markup, and references, which would have to be resolved repeatedly. */
const notPlain = /[<&%]/

const plainValue = (value: string): string =>
  value.length <= valueCharsMax && !notPlain.test(value) ? value : refuseSubset()

const refuseSubset = (): never =>
  refuse('internal_subset', 'The document type has an internal subset that declares more than plain text.')

function tableOf(entities: ReadonlyMap<string, string>): EntityTable {
  let left = expandedCharsMax
  return {
    take(name) {
      const value = entities.get(name)
      if (value === undefined) return null
      left -= value.length
      return left >= 0 ? value : null
    },
  }
}

function findOutsideQuotes(text: string, start: number, wanted: string): number {
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
