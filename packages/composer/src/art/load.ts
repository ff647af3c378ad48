import type { Concept } from '../concepts/concept.ts'
import type { Library } from '../concepts/library.ts'
import type { ArtSource } from '../styles/style.ts'
import type { Box } from './bounds.ts'
import { type ArtOrigin, sizeOf } from './set-facts.ts'
import { type ArtNode, restoreNode, type StoredNode } from './tree.ts'

/** A drawing that can be placed: its elements, the canvas that they were made for, and the visible box. */
export type Art = { nodes: ArtNode[]; size: number; box: Box; from: ArtOrigin }

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
  const nodes = (JSON.parse(readDrawing(drawing)) as StoredNode[]).map(restoreNode)
  return { nodes, size: sizeOf(drawing.origin), box: drawing.box, from: drawing.origin }
}
