import type { Concept } from '../concepts/concept.ts'
import type { Library } from '../concepts/library.ts'
import type { ArtSource } from '../styles/style.ts'
import type { Box } from './bounds.ts'
import { type ArtOrigin, sizeOf } from './set-facts.ts'
import { type ArtNode, restoreNode, type StoredNode } from './tree.ts'

/** A drawing that can be placed: its elements, the canvas that they were made for, and the visible box. */
export type Art = { nodes: ArtNode[]; size: number; box: Box; from: ArtOrigin }

/** Those that were used last. A drawing has about 3 KB of text, and some thirty as a tree. */
const kept = new Map<object, Art>()
const keptMax = 64

/**
 * Loads the drawing of a concept from the best source that has it. Drawings above `bytesMax` are skipped if
 * there is a smaller one, because a picture with many copies must stay small.
 */
export function loadArt(
  { readDrawing }: Pick<Library, 'readDrawing'>,
  { art }: Concept,
  sources: readonly ArtSource[],
  bytesMax: number,
): Art | undefined {
  const candidates = sources.flatMap((source) => art[source] ?? [])
  const drawing = candidates.find(({ bytes }) => bytes <= bytesMax) ?? candidates[0]
  if (!drawing) return undefined
  const loaded = kept.get(drawing) ?? {
    nodes: (JSON.parse(readDrawing(drawing)) as StoredNode[]).map(restoreNode),
    size: sizeOf(drawing.origin),
    box: drawing.box,
    from: drawing.origin,
  }
  kept.delete(drawing)
  kept.set(drawing, loaded)
  for (const oldest of kept.keys()) {
    if (kept.size <= keptMax) break
    kept.delete(oldest)
  }
  return loaded
}
