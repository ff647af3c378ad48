/**
 * A template literal: its position, its tag, its text without interpolations, and the interpolated
 * expressions.
 */
export type TemplateLiteral = { at: number; tag: string; text: string; expressions: string[] }

/** All template literals of a source in TypeScript, inner ones too. */
export function listTemplateLiterals(source: string): TemplateLiteral[] {
  const found: TemplateLiteral[] = []
  readCode(source, 0, found)
  return found
}

/** Strings, comments and regular expressions, in which a backtick or a brace has no meaning. */
const opaque =
  /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|(?<=[(,=:[!&|?{};\n]\s*)\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])+\//y

/** @returns the position of the brace that ends this code, or the end of the source. */
function readCode(source: string, start: number, found: TemplateLiteral[]): number {
  let depth = 0
  for (let at = start; at < source.length; at += 1) {
    opaque.lastIndex = at
    const skipped = opaque.exec(source)?.[0]
    if (skipped) at += skipped.length - 1
    else if (source[at] === '`') at = readTemplate(source, at, found)
    else if (source[at] === '{') depth += 1
    else if (source[at] === '}') {
      if (depth === 0) return at
      depth -= 1
    }
  }
  return source.length
}

/** @returns the position of the backtick that ends this template literal. */
function readTemplate(source: string, start: number, found: TemplateLiteral[]): number {
  const tag = /[\w.]*(?:<[^<>`]*>)?$/.exec(source.slice(0, start))?.[0] ?? ''
  const literal: TemplateLiteral = { at: start, tag, text: '', expressions: [] }
  found.push(literal)
  let at = start + 1
  while (at < source.length && source[at] !== '`') {
    if (source.startsWith('${', at)) {
      const end = readCode(source, at + 2, found)
      literal.expressions.push(source.slice(at + 2, end).trim())
      at = end + 1
    } else {
      const piece = source[at] === '\\' ? source.slice(at, at + 2) : source[at]
      literal.text += piece
      at += piece?.length ?? 1
    }
  }
  return at
}
