import type { SvgLimits } from './limits.ts'
import { type NoteBook, refuse } from './report.ts'
import { parseSelector, type Selector, type StepBudget } from './selectors.ts'

export interface Declaration {
  property: string
  value: string
  important: boolean
}

export interface StyleRule {
  selector: Selector
  declarations: Declaration[]
  /** Place among all rules: decides between equal specificities. */
  order: number
}

/**
 * Reads the rules of simple style sheets. At-rules, nested rules and selectors that we cannot match are left out with a note.
 * One pass over the text; CSS error handling after CSS Syntax 3: a bad declaration or rule ends at its `;` or `}`.
 */
export const parseStyleSheets = (
  sheets: readonly string[],
  limits: SvgLimits,
  notes: NoteBook,
  budget: StepBudget,
): StyleRule[] => {
  const reading: Reading = { rules: [], selectors: 0, limits, notes, budget }
  for (const sheet of sheets) readSheet(withoutComments(sheet), reading)
  return reading.rules
}

/** `a: b; c: d !important`. Values with escapes or brackets of code are not read. Stops when the budget is spent. */
export const parseDeclarations = (text: string, budget: StepBudget): Declaration[] => {
  const declarations: Declaration[] = []
  for (let i = 0; i <= text.length; ) {
    const end = findOutsideParentheses(text, i, ';')
    budget.left -= DECLARATION_STEPS
    if (budget.left < 0) return declarations
    const declaration = readDeclaration(text, i, end)
    if (declaration !== null) declarations.push(declaration)
    i = end + 1
  }
  return declarations
}

export const withoutComments = (text: string): string => {
  if (!text.includes('/*')) return text
  let result = ''
  let i = 0
  while (i < text.length) {
    const open = text.indexOf('/*', i)
    if (open < 0) return result + text.slice(i)
    result += `${text.slice(i, open)} `
    const close = text.indexOf('*/', open + 2)
    if (close < 0) return result
    i = close + 2
  }
  return result
}

const DECLARATION_STEPS = 3

const readDeclaration = (text: string, start: number, end: number): Declaration | null => {
  let colon = -1
  let marks = 0
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    if (code === COLON && colon < 0) colon = i
    else if (code < MARKS.length) marks |= MARKS[code] ?? 0
  }
  if (colon < 0 || (marks & BRACKET) > 0) return null
  const property = lowered(trimmed(text.slice(start, colon)))
  const value = trimmed(text.slice(colon + 1, end))
  const bang = (marks & EXCLAMATION) > 0 ? value.lastIndexOf('!') : -1
  if (bang < 0 || lowered(value.slice(bang + 1).trim()) !== 'important')
    return value === '' ? null : { property, value, important: false }
  const weighed = value.slice(0, bang).trimEnd()
  return weighed === '' ? null : { property, value: weighed, important: true }
}

const COLON = 58
const [BRACKET, EXCLAMATION] = [1, 2] as const
const MARKS = new Uint8Array(128)
for (const bracket of '\\{}<>') MARKS[bracket.charCodeAt(0)] = BRACKET
MARKS['!'.charCodeAt(0)] = EXCLAMATION

/** What comes thousands of times is neither copied nor sent through the engine's slower functions when nothing is to be done. */
const trimmed = (text: string): string =>
  mayBeBlank(text.charCodeAt(0)) || mayBeBlank(text.charCodeAt(text.length - 1)) ? text.trim() : text

const mayBeBlank = (code: number): boolean => code <= 32 || code > 127

const lowered = (text: string): string => (/[A-Z]/.test(text) ? text.toLowerCase() : text)

/** What reading the sheets of one document has come to. */
interface Reading {
  rules: StyleRule[]
  /** Selectors and at-rules, kept or not. */
  selectors: number
  limits: SvgLimits
  notes: NoteBook
  budget: StepBudget
}

const readSheet = (text: string, reading: Reading): void => {
  const { notes, budget } = reading
  let i = 0
  while (i < text.length && budget.left >= 0) {
    const open = findOutsideQuotes(text, i, '{;')
    const prelude = text
      .slice(i, open)
      .replace(/<!--|-->/g, '')
      .trim()
    if (open >= text.length) return
    if (text[open] === ';') {
      countSelectors(reading, 1)
      // Only at-rules such as @import and @charset end without a block.
      notes.add('style_rule_dropped', prelude)
      i = open + 1
      continue
    }
    const close = blockEnd(text, open)
    if (prelude.startsWith('@')) {
      countSelectors(reading, 1)
      notes.add('style_rule_dropped', prelude)
    } else addRules(prelude, text.slice(open + 1, close), reading)
    i = close + 1
  }
}

const addRules = (prelude: string, block: string, reading: Reading): void => {
  const { rules, limits, notes, budget } = reading
  const texts = splitOutsideQuotes(prelude, ',', limits.styleRulesMax + 1)
  countSelectors(reading, texts.length)
  const selectors: Selector[] = []
  for (const text of texts) {
    const selector = parseSelector(text.trim())
    if (selector === null) {
      notes.add('style_rule_dropped', prelude)
      // CSS Selectors 4, section 3.9: one bad selector voids the whole list.
      return
    }
    selectors.push(selector)
  }
  const declarations = parseDeclarations(block, budget)
  for (const selector of selectors) rules.push({ selector, declarations, order: rules.length })
}

const countSelectors = (reading: Reading, count: number): void => {
  reading.selectors += count
  const { styleRulesMax } = reading.limits
  if (reading.selectors > styleRulesMax)
    refuse('style_too_large', `The style sheets have more than ${styleRulesMax} selectors.`)
}

const blockEnd = (text: string, open: number): number => {
  let depth = 0
  let i = open
  while (i < text.length) {
    i = findOutsideQuotes(text, i, '{}')
    if (text[i] === '{') depth++
    else if (text[i] === '}' && --depth === 0) return i
    i++
  }
  return text.length
}

const findOutsideQuotes = (text: string, from: number, wanted: string): number => {
  let quote = ''
  for (let i = from; i < text.length; i++) {
    const character = text.charAt(i)
    if (quote !== '') {
      if (character === quote || character === '\n') quote = ''
    } else if (character === '"' || character === "'") quote = character
    else if (wanted.includes(character)) return i
  }
  return text.length
}

const splitOutsideQuotes = (text: string, separator: string, most: number): string[] => {
  const parts: string[] = []
  let i = 0
  while (i <= text.length && parts.length < most) {
    const end = findOutsideParentheses(text, i, separator)
    parts.push(text.slice(i, end))
    i = end + 1
  }
  return parts
}

const hasBrackets = (text: string, from: number, to: number): boolean => {
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i)
    // Quotes and parentheses: " ' ( )
    if (code === 34 || (code >= 39 && code <= 41)) return true
  }
  return false
}

const findOutsideParentheses = (text: string, from: number, separator: string): number => {
  const next = text.indexOf(separator, from)
  const candidate = next < 0 ? text.length : next
  if (!hasBrackets(text, from, candidate)) return candidate
  let i = from
  let depth = 0
  while (i < text.length) {
    i = findOutsideQuotes(text, i, `()${separator}`)
    if (text[i] === '(') depth++
    else if (text[i] === ')') depth = Math.max(0, depth - 1)
    else if (depth === 0) return i
    i++
  }
  return text.length
}
