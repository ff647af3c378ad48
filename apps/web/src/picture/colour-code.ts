/** A part of the code and its kind; parts without a kind are plain. */
export type CodePart = { text: string; kind?: CodeKind }
export type CodeKind = 'comment' | 'tag' | 'attribute' | 'string' | 'keyword'

/**
 * Patterns are tried in this order, and the first match wins. The group of an attribute is followed by its
 * equals sign.
 */
const patterns: readonly (readonly [CodeKind, RegExp])[] = [
  ['comment', /<!--[\s\S]*?-->|\/\*[\s\S]*?\*\/|^\s*\/\/.*$/my],
  ['tag', /<\/?[A-Za-z][\w:.-]*|\/?>/y],
  ['attribute', /[A-Za-z_][\w:.-]*(?==)/y],
  ['string', /"[^"]*"|'[^'\n]*'|`[^`]*`/y],
  ['keyword', /\b(?:import|export|default|function|return|const|type|from|interface|extends)\b/y],
]

/**
 * Splits the code of a picture, SVG or a component, into parts with colours. Unknown text stays plain, so the
 * parts together are always the whole code.
 */
export function colourCode(code: string): CodePart[] {
  const parts: CodePart[] = []
  let plainFrom = 0
  for (let at = 0; at < code.length; ) {
    const found = findPart(code, at)
    if (!found) {
      // A word is skipped as a whole, so that a keyword inside it is not marked.
      at += /^\w+/.exec(code.slice(at, at + 64))?.[0].length ?? 1
      continue
    }
    if (plainFrom < at) parts.push({ text: code.slice(plainFrom, at) })
    parts.push(found)
    at += found.text.length
    plainFrom = at
  }
  if (plainFrom < code.length) parts.push({ text: code.slice(plainFrom) })
  return parts
}

function findPart(code: string, at: number): CodePart | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at
    const text = pattern.exec(code)?.[0]
    if (text) return { text, kind }
  }
  return undefined
}
