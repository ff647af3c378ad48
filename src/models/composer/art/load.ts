import type { Concept } from '../concepts/concept.ts'
import type { ArtSource } from '../styles/style.ts'
import { type Box, measureArt } from './bounds.ts'
import { ownArt, ownArtSize } from './own-art.ts'
import type { ArtSet, ArtSetName } from './sets.ts'
import { type ArtNode, parseArt } from './tree.ts'

/** A drawing ready to be placed: its elements, the canvas they are made for and the box that is visible. */
export type Art = { nodes: ArtNode[]; size: number; box: Box; from: ArtSetName | 'own' }

const ownSource = 'own'

/**
 * Loads the drawing of a concept from the best source that has it. Drawings above `bytesMax` are passed over while there
 * is a choice: a picture of many copies must stay small.
 */
export function loadArt(
  sets: Record<ArtSetName, ArtSet>,
  concept: Concept,
  sources: readonly ArtSource[],
  bytesMax: number,
): Art | undefined {
  const candidates = sources.flatMap((source) => candidatesOf(concept, source))
  const small = candidates.filter(({ set, name }) => set === ownSource || sets[set].bytesOf(name) <= bytesMax)
  for (const { set, name } of [...small, ...candidates]) {
    const markup = set === ownSource ? ownArt[name] : sets[set].read(name)
    const nodes = markup === undefined ? undefined : parseArt(markup)
    if (!nodes || nodes.length === 0) continue
    const size = set === ownSource ? ownArtSize : sets[set].size
    return { nodes, size, box: measureArt(nodes, size), from: set }
  }
  return undefined
}

function candidatesOf(
  { art }: Concept,
  source: ArtSource,
): { set: ArtSetName | typeof ownSource; name: string }[] {
  if (source === 'stroke') return art.stroke ? [art.stroke] : []
  if (source === 'shaded') return art.noto === undefined ? [] : [{ set: 'noto', name: art.noto }]
  if (art.own !== undefined) return [{ set: ownSource, name: art.own }]
  return art.fluent === undefined ? [] : [{ set: 'fluent', name: art.fluent }]
}
