import type { Computed } from './computed.ts'
import type { ReferenceGrammar } from './reference-values.ts'

type Reading = ReturnType<ReferenceGrammar>

export interface ValueReader {
  read(value: string, grammar: ReferenceGrammar, at: Computed): Reading
}

/**
 * Reads values of one document by their grammars. The value of a style occurs for every element to which it
 * applies. If reading a value is slow, as for a function, the result is cached.
 */
export function createValueReader(): ValueReader {
  const read = new Map<ReferenceGrammar, Map<string, { at: Computed; found: Reading }>>()
  return {
    read(value, grammar, at) {
      if (value.length < longChars && value.charCodeAt(value.length - 1) !== closingParenthesis)
        return grammar(value, at)
      const known = read.get(grammar)
      const before = known?.get(value)
      if (before?.at === at) return before.found
      const found = grammar(value, at)
      if (known !== undefined && known.size < valuesKept) known.set(value, { at, found })
      else read.set(grammar, new Map([[value, { at, found }]]))
      return found
    },
  }
}

const longChars = 40
/** For each grammar. */
const valuesKept = 30
const closingParenthesis = 41
