import { runInNewContext } from 'node:vm'
import { withoutReasoning } from '@chatsvg/svg'
import { jsonrepair } from 'jsonrepair'

/**
 * The JSON documents in a model's answer, in their order, repaired if necessary: among prose, Markdown fences
 * and thinking, with comments, trailing commas, other quotes or none, or without their end. A document
 * without its end is cut back to its last complete part. Never throws. Takes time linear in the text, and at
 * most 200 ms for repairs.
 */
export function findJson(answer: string): FoundJson[] {
  const text = withoutReasoning(answer)
  const found: FoundJson[] = []
  const mend = createMender(mendingMsMax)
  documentStart.lastIndex = 0
  for (let start = documentStart.exec(text); start && found.length < documentsMax; ) {
    const { end, safeEnd } = findEnd(text, start.index)
    const value = parse(text.slice(start.index, end ?? safeEnd ?? text.length), mend)
    if (value !== undefined) found.push({ value, isWhole: end !== undefined })
    if (end === undefined) break
    documentStart.lastIndex = end
    start = documentStart.exec(text)
  }
  return found
}

export type FoundJson = {
  value: unknown
  /** Whether it was complete. */
  isWhole: boolean
}

const documentsMax = 20
const mendingMsMax = 200

/**
 * Unlike a brace in prose, the beginning of a document is followed by a key, a quote, a comment or an end.
 */
const documentStart = /\{(?=\s*(?:["'“‘}]|\/[/*]|[A-Za-z_]\w*\s*["']?\s*:))|\[(?=\s*[{"'])/g

/**
 * `end`: behind the bracket that closes the document. `safeEnd`: where to cut a document that never closes,
 * so that nothing half written is left. Only double quotes count as quotes, because a single one may be an
 * apostrophe.
 */
function findEnd(text: string, from: number): { end?: number; safeEnd?: number } {
  let depth = 0
  let quoted = false
  let safeEnd: number | undefined
  for (let at = from; at < text.length; at += 1) {
    const character = text[at]
    if (character === '\\') at += 1
    else if (character === '"') quoted = !quoted
    else if (quoted) continue
    else if (character === '{' || character === '[') depth += 1
    else if (character === '}' || character === ']') {
      depth -= 1
      safeEnd = at + 1
      if (depth === 0) return { end: at + 1 }
    } else if (character === ',') safeEnd = at
  }
  return { safeEnd }
}

/** Undefined if it cannot be repaired, or is nested too deeply. */
function parse(text: string, mend: (text: string) => string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    try {
      return JSON.parse(mend(text))
    } catch {
      return undefined
    }
  }
}

/**
 * The library's time grows with the cube of the quotes that may or may not end a text: 8 KB can take 20 s. So
 * it is interrupted, which only a `vm` can do.
 */
function createMender(totalMs: number): (text: string) => string {
  let leftMs = totalMs
  return (text) => {
    if (leftMs < 1) throw new Error('there is no time left')
    const startedAtMs = performance.now()
    try {
      return runInNewContext('mend(text)', { mend: jsonrepair, text }, { timeout: Math.ceil(leftMs) })
    } finally {
      leftMs -= performance.now() - startedAtMs
    }
  }
}
