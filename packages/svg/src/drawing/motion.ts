/** How the parts of a picture move: once, when it appears (`draw-in`, `fade`), or without end. */
export const motions = ['draw-in', 'fade', 'bounce', 'spin'] as const

export type Motion = (typeof motions)[number]

/** Seconds of one part's motion. Parts begin one after the other, all within `stagger` seconds. */
export const motionTimes: Record<Motion, { seconds: number; stagger: number }> = {
  'draw-in': { seconds: 1.2, stagger: 1.2 },
  fade: { seconds: 0.8, stagger: 1.2 },
  bounce: { seconds: 1.2, stagger: 0.6 },
  spin: { seconds: 4, stagger: 0 },
}

/** For `draw-in`: the fills of a part appear after this share of its time. */
export const fillsFrom = 0.6

/** How high a part bounces, as a share of its own height. */
export const bounceHeight = 0.08

/** Maximum of parts that move separately. If there are more, neighbours move together. */
const partsMax = 40

/** Groups neighbours so that there are at most `partsMax`. */
export function joinParts<Item>(items: readonly Item[]): Item[][] {
  const size = Math.ceil(items.length / partsMax)
  const parts: Item[][] = []
  for (let at = 0; at < items.length; at += size) parts.push(items.slice(at, at + size))
  return parts
}

/** Seconds after which a part begins. */
export const delayOf = (motion: Motion, part: number, parts: number): number =>
  parts > 1 ? (motionTimes[motion].stagger * part) / (parts - 1) : 0
