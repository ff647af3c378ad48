import { arrangeCopies } from './arrange.ts'
import type { LayoutItem } from './layout-item.ts'

const sizeFactors = { hero: 1.7, large: 1.3, medium: 1, small: 0.68, tiny: 0.45 } as const
/** Beyond this many metres, larger is not drawn larger. */
const metresMax = 40

/**
 * The preferred size of a thing in relation to others; a person has about 120. Sizes follow the world, much
 * compressed: a house beside a cat is larger, but the cat can still be seen.
 */
export function nominalSize(item: LayoutItem, standing: boolean): { width: number; height: number } {
  const copies = arrangeCopies(item.count, item.aspect, standing, item.order)
  const factor = typeof item.size === 'string' ? sizeFactors[item.size] : 1
  const side = 100 * Math.min(metresMax, item.traits.metres) ** 0.33 * factor
  // More copies take more room together, though each gets smaller.
  const grown = side * Math.min(2.6, item.count ** 0.45)
  const longest = Math.max(copies.width, copies.height)
  return { width: (grown * copies.width) / longest, height: (grown * copies.height) / longest }
}
