import type { Concept, ConceptKind } from '../concepts/concept.ts'
import { arrangeCopies } from './arrange.ts'

/** How large a subject wants to be beside others; a lone normal thing has about 100. */
export function nominalSize(
  { concept, aspect, count, scale }: { concept: Concept; aspect: number; count: number; scale: number },
  standing: boolean,
): { width: number; height: number } {
  const copies = arrangeCopies(count, aspect, standing)
  // More copies take more room together, though each gets smaller.
  const side =
    (sizesByLabel[concept.label] ?? kindSizes[concept.kind]) * 100 * scale * Math.min(2.4, count ** 0.42)
  const longest = Math.max(copies.width, copies.height)
  return { width: (side * copies.width) / longest, height: (side * copies.height) / longest }
}

/**
 * Sizes as people remember them, not to scale: a house beside a cat is larger, but the cat can still be seen.
 */
const kindSizes: Record<ConceptKind, number> = {
  place: 1.3,
  plant: 0.95,
  vehicle: 1.1,
  person: 1,
  creature: 0.95,
  face: 0.9,
  sky: 0.8,
  thing: 0.7,
  food: 0.65,
  symbol: 0.7,
  icon: 0.75,
  flag: 0.8,
}

const sizesByLabel: Record<string, number> = {
  'deciduous tree': 1.5,
  'evergreen tree': 1.5,
  'palm tree': 1.5,
  'leafless tree': 1.5,
  'Christmas tree': 1.4,
  elephant: 1.35,
  giraffe: 1.4,
  whale: 1.35,
  'spouting whale': 1.35,
  sauropod: 1.45,
  'T-Rex': 1.3,
  dragon: 1.25,
  mouse: 0.6,
  ant: 0.5,
  honeybee: 0.5,
  'lady beetle': 0.5,
  butterfly: 0.6,
  bird: 0.65,
  'fallen leaf': 0.45,
  'maple leaf': 0.6,
  herb: 0.6,
  blossom: 0.6,
  seedling: 0.5,
  'sitting fox': 0.95,
  barn: 1.4,
  pyramid: 1.5,
  tank: 1.15,
  excavator: 1.2,
  crane: 1.4,
  bench: 1,
  fridge: 1.1,
  wardrobe: 1.15,
  'street lamp': 1.3,
  swing: 1.1,
  hammock: 1.2,
  'baby chick': 0.5,
  snail: 0.5,
  table: 1.15,
  'couch and lamp': 1.2,
  bed: 1.2,
  bicycle: 1,
  lighthouse: 1.5,
  windmill: 1.5,
  'hot air balloon': 1.2,
  bridge: 1.5,
  mountain: 1.6,
  'snow-capped mountain': 1.6,
  volcano: 1.6,
  rainbow: 1.2,
}
