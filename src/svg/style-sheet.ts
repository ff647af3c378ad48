import type { SvgLimits } from './limits.ts'
import { type NoteBook, refuse } from './report.ts'
import { parseSelector, type Selector } from './selectors.ts'

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
): StyleRule[] => {
  const rules: StyleRule[] = []
  for (const sheet of sheets) readSheet(withoutComments(sheet), rules, limits, notes)
  return rules
}

/** `a: b; c: d !important`. Values with escapes or brackets of code are not read. */
export const parseDeclarations = (text: string): Declaration[] => {
  const declarations: Declaration[] = []
  for (const part of splitOutsideQuotes(text, ';')) {
    const colon = part.indexOf(':')
    if (colon < 0) continue
    const property = part.slice(0, colon).trim().toLowerCase()
    let value = part.slice(colon + 1).trim()
    const bang = value.lastIndexOf('!')
    const important =
      bang >= 0 &&
      value
        .slice(bang + 1)
        .trim()
        .toLowerCase() === 'important'
    if (important) value = value.slice(0, bang).trimEnd()
    if (value !== '' && !/[\\{}<>]/.test(value)) declarations.push({ property, value, important })
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

const readSheet = (text: string, rules: StyleRule[], limits: SvgLimits, notes: NoteBook): void => {
  let i = 0
  while (i < text.length) {
    const open = findOutsideQuotes(text, i, '{;')
    const prelude = text
      .slice(i, open)
      .replace(/<!--|-->/g, '')
      .trim()
    if (open >= text.length) return
    if (text[open] === ';') {
      // Only at-rules such as @import and @charset end without a block.
      notes.add('style_rule_dropped', prelude)
      i = open + 1
      continue
    }
    const close = blockEnd(text, open)
    if (prelude.startsWith('@')) notes.add('style_rule_dropped', prelude)
    else addRules(prelude, parseDeclarations(text.slice(open + 1, close)), rules, limits, notes)
    i = close + 1
  }
}

const addRules = (
  prelude: string,
  declarations: Declaration[],
  rules: StyleRule[],
  limits: SvgLimits,
  notes: NoteBook,
): void => {
  const selectors = splitOutsideQuotes(prelude, ',').map((text) => parseSelector(text.trim()))
  for (const selector of selectors) {
    if (selector === null) {
      notes.add('style_rule_dropped', prelude)
      // CSS Selectors 4, section 3.9: one bad selector voids the whole list.
      return
    }
  }
  for (const selector of selectors) {
    if (selector === null) continue
    if (rules.length >= limits.styleRulesMax)
      refuse('style_too_large', `There are more than ${limits.styleRulesMax} style rules.`)
    rules.push({ selector, declarations, order: rules.length })
  }
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

const splitOutsideQuotes = (text: string, separator: string): string[] => {
  const parts: string[] = []
  let i = 0
  while (i <= text.length) {
    const end = findOutsideParentheses(text, i, separator)
    parts.push(text.slice(i, end))
    i = end + 1
  }
  return parts
}

const findOutsideParentheses = (text: string, from: number, separator: string): number => {
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
