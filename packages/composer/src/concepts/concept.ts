import type { Drawing } from '../art/art-file.ts'

export type ConceptKind =
  | 'creature'
  | 'face'
  | 'person'
  | 'plant'
  | 'food'
  | 'place'
  | 'vehicle'
  | 'sky'
  | 'thing'
  | 'symbol'
  | 'flag'
  | 'icon'

/** Something that can be drawn, and its drawings by style, at least one. */
export type Concept<D = Drawing> = {
  /** The common English name, lower case. */
  label: string
  kind: ConceptKind
  art: { flat?: D; shaded?: D; stroke?: D }
  emoji?: string
}

/** Kinds by emoji subgroup number (emojibase, `meta/groups.json`), as [last subgroup, kind]. */
const kindsBySubgroup: readonly (readonly [number, ConceptKind])[] = [
  [10, 'face'],
  [11, 'thing'],
  [13, 'face'],
  [15, 'symbol'],
  [22, 'thing'],
  [31, 'person'],
  [33, 'symbol'],
  [39, 'creature'],
  [41, 'plant'],
  [47, 'food'],
  [48, 'thing'],
  [53, 'place'],
  [56, 'vehicle'],
  [58, 'thing'],
  [59, 'sky'],
  [82, 'thing'],
  [96, 'symbol'],
  [99, 'flag'],
]

export function kindOf(subgroup: number | undefined): ConceptKind {
  if (subgroup === undefined) return 'symbol'
  return kindsBySubgroup.find(([last]) => subgroup <= last)?.[1] ?? 'symbol'
}
