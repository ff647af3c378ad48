import { loadArt } from './art/load.ts'
import { writeNode } from './art/tree.ts'
import { findConcept } from './concepts/find-concept.ts'
import type { Library } from './concepts/library.ts'
import type { SentenceReading } from './reading/read-sentence.ts'

/** A small drawing that shows a language model the geometry of a thing. */
export type Reference = { name: string; svg: string }

const iconsMax = 3
const iconBytesMax = 1_800

/**
 * Drawings of the things that a sentence certainly names, as small documents; drawings of lines for styles
 * that consist of lines.
 */
export function findReferences(library: Library, reading: SentenceReading): Reference[] {
  if (reading.kind === 'not_understood') return []
  const lines = /^(?:outline|line-art|minimal)$/.test(reading.plan.style)
  const sources = lines ? (['stroke', 'flat'] as const) : (['flat', 'stroke'] as const)
  const references: Reference[] = []
  for (const thing of reading.plan.things) {
    if (references.length === iconsMax) break
    const match = 'concept' in thing ? findConcept(library, thing.concept) : undefined
    const art =
      match?.certainty === 'exact' ? loadArt(library, match.concept, sources, iconBytesMax) : undefined
    if (!art || !match) continue
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${art.size} ${art.size}">${art.nodes.map(writeNode).join('')}</svg>`
    if (svg.length <= iconBytesMax + 200) references.push({ name: match.concept.label, svg })
  }
  return references
}
