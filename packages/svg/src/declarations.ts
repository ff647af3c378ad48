import { findOutside, unescapeCss } from './css-text.ts'
import { knownNames } from './known-names.ts'
import type { NoteBook } from './report.ts'
import type { StepBudget } from './selector-matching.ts'

/** A value that depends on custom properties. */
export interface PendingValue {
  /** The declared property: a shorthand, or `name` itself. */
  property: string
  name: string
  text: string
}

/** An attribute's text, `unset` of `declared-values.ts` for no attribute, null for an invalid value. */
export type DeclaredValue = string | PendingValue | null

/** The properties that a declaration sets, and their values. For custom properties, the unchanged text. */
export type DeclaredValues = readonly (readonly [string, DeclaredValue])[]

export interface Declaration {
  /** In lower case, except custom properties. */
  property: string
  value: string
  important: boolean
  /** What it sets, if that is the same on every element; `cascade.ts` works it out at the first one. */
  values: DeclaredValues | null
  /** The text of the one attribute that it sets everywhere; null if it is not known, or does more. */
  plain: string | null
}

/**
 * Reads the declarations of style attributes: `a: b; c: d !important`. CSS Syntax 3, section 5.4.4: an
 * invalid declaration ends at its semicolon. Drawing programs repeat the same few declarations thousands of
 * times, so equal ones are read once per document.
 */
export interface DeclarationReader {
  /**
   * Stops when the budget is spent.
   *
   * @param text without comments.
   */
  read(text: string, take: (declaration: Declaration) => void): void
  /**
   * The declaration that begins at an index, null if it is not one; undefined if it cannot be cached, so that
   * it was not read. `end` is the index after it.
   */
  readKnown(text: string, from: number): Declaration | null | undefined
  end: number
}

export function createDeclarationReader(budget: StepBudget, notes: NoteBook): DeclarationReader {
  const known = new Map<string, Declaration | null>()
  const reader: DeclarationReader = { read, readKnown, end: 0 }

  function read(text: string, take: (declaration: Declaration) => void): void {
    for (let i = 0; i < text.length && budget.left >= 0; i = reader.end + 1) {
      const found = readKnown(text, i)
      const declaration = found === undefined ? readDeclaration(text, i, reader.end, budget, notes) : found
      if (declaration !== null) take(declaration)
    }
  }

  function readKnown(text: string, from: number): Declaration | null | undefined {
    const semicolon = text.indexOf(';', from)
    const end = semicolon < 0 ? text.length : semicolon
    // Only complete declarations are cached, none that continues in a string or a parenthesis.
    const piece = text.slice(from, end)
    reader.end = end
    const before = piece.length > knownCharsMax ? undefined : known.get(piece)
    if (before !== undefined) return before
    reader.end = endOfDeclaration(text, from, end)
    if (reader.end > end || piece.length > knownCharsMax || known.size >= knownMax) return undefined
    const declaration = readDeclaration(text, from, end, budget, notes)
    known.set(piece, declaration)
    return declaration
  }
  return reader
}

const knownCharsMax = 100
const knownMax = 4000

/**
 * Reads the text between two indexes as a declaration (sections 5.4.6 and 5.4.8); null, with a note, if it is
 * not one.
 */
export function readDeclaration(
  text: string,
  start: number,
  end: number,
  budget: StepBudget,
  notes: NoteBook,
): Declaration | null {
  const declaration = parseDeclaration(text, start, end, budget)
  if (declaration === null) {
    const garbage = text.slice(start, Math.min(end, start + garbageCharsMax)).trim()
    if (garbage !== '') notes.add('style_rule_dropped', garbage)
  }
  return declaration
}

const garbageCharsMax = 100

function parseDeclaration(text: string, start: number, end: number, budget: StepBudget): Declaration | null {
  budget.left -= declarationSteps
  let colon = -1
  let marks = 0
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    if (code === colonCode && colon < 0) colon = i
    else if (code < marksByCode.length) marks |= marksByCode[code] ?? 0
    if (code === backslash) i++
  }
  if (colon < 0) return null
  const name = trimmed(text.slice(start, colon))
  const isCustom = name.startsWith('--') && name.length > 2
  const property = isCustom ? name : (knownNames.get(name) ?? lowered(name))
  const value = trimmed(text.slice(colon + 1, end))
  const bang = (marks & exclamation) > 0 ? value.lastIndexOf('!') : -1
  const important = bang >= 0 && lowered(value.slice(bang + 1).trim()) === 'important'
  const weighed = important ? value.slice(0, bang).trimEnd() : value
  if (isCustom)
    return { property: unescapeCss(property), value: weighed, important, values: null, plain: null }
  if (weighed === '' || (marks & bracketMark) > 0) return null
  const plain = (marks & escapeMark) > 0 ? withoutEscapes(weighed) : weighed
  return plain === null ? null : { property, value: plain, important, values: null, plain: null }
}

const declarationSteps = 3
const [colonCode, backslash] = [58, 92] as const
const [bracketMark, exclamation, escapeMark] = [1, 2, 4] as const
const marksByCode = new Uint8Array(128)
for (const bracket of '{}<>') marksByCode[bracket.charCodeAt(0)] = bracketMark
marksByCode['!'.charCodeAt(0)] = exclamation
marksByCode['\\'.charCodeAt(0)] = escapeMark

/** A decoded escape of a punctuation mark would become syntax, so values with such escapes are ignored. */
function withoutEscapes(value: string): string | null {
  const plain = unescapeCss(value)
  const marks = /["'(),;\\<>{}]/g
  return (plain.match(marks)?.length ?? 0) === (value.replace(/\\[\s\S]/g, '').match(marks)?.length ?? 0)
    ? plain
    : null
}

/** The semicolon at `first`, unless quotes, brackets or a backslash before it hide it. */
function endOfDeclaration(text: string, from: number, first: number): number {
  for (let i = from; i < first; i++) {
    const code = text.charCodeAt(i)
    if (code === 34 || (code >= 39 && code <= 41) || (code >= 91 && code <= 93) || code === 123)
      return findOutside(text, from, ';')
  }
  return first
}

/**
 * Text that occurs thousands of times is not copied, and slow functions are not called, if there is nothing
 * to change.
 */
const trimmed = (text: string): string =>
  mayBeBlank(text.charCodeAt(0)) || mayBeBlank(text.charCodeAt(text.length - 1)) ? text.trim() : text

const mayBeBlank = (code: number): boolean => code <= 32 || code > 127

const lowered = (text: string): string => (/[A-Z]/.test(text) ? text.toLowerCase() : text)
