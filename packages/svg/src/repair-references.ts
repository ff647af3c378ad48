import { endOfReference, readReference } from './character-references.ts'
import { htmlEntities } from './html-entities.ts'
import type { Rewriter } from './rewriter.ts'

/** Repairs references of HTML, ampersands that begin no reference, and references to invalid characters. */
export interface ReferenceRepair {
  /** An entity of the document's own. */
  declare(name: string): void
  /** @param at of an ampersand. */
  repair(at: number): void
}

export function createReferenceRepair(out: Rewriter): ReferenceRepair {
  const declared = new Set<string>()
  let seen = 0

  function declare(name: string): void {
    declared.add(name)
  }

  function repair(at: number): void {
    if (++seen > referencesMax) return
    const { text } = out
    const end = endOfReference(text, at)
    const known = end < 0 ? undefined : readReference(text, at + 1, end)
    if (typeof known === 'string') return
    const name = end < 0 ? '' : text.slice(at + 1, end)
    if (declared.has(name)) return
    if (/^#[xX]?[0-9a-fA-F]{1,7}$/.test(name)) out.replace(at, end + 1, upperHex(name))
    else if (htmlEntities.has(name)) out.replace(at, end + 1, htmlEntities.get(name) ?? '')
    else out.replace(at, at + 1, '&amp;')
  }
  return { declare, repair }
}

/** HTML also allows `&#X41;`. Invalid characters are removed. */
function upperHex(name: string): string {
  const lower = name.replace('X', 'x')
  return lower !== name && typeof readReference(lower, 0, lower.length) === 'string' ? `&${lower};` : ''
}

/** The same as the maximum of text characters in a picture. */
const referencesMax = 100_000
