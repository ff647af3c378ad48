import type { Pixels } from './groups.ts'

type Placed = { pixels: Pixels; order: number }

const centreX = ({ left, right }: Pixels) => (left + right) / 2
const centreY = ({ top, bottom }: Pixels) => (top + bottom) / 2

/** The part of the narrower thing's width that both share. */
function overlapX(a: Pixels, b: Pixels): number {
  const shared = Math.min(a.right, b.right) - Math.max(a.left, b.left)
  return shared / Math.min(a.right - a.left, b.right - b.left)
}

function overlapY(a: Pixels, b: Pixels): number {
  const shared = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  return shared / Math.min(a.bottom - a.top, b.bottom - b.top)
}

/**
 * Whether two things have the relation of a sentence, judged by the boxes of their pixels and by their depth.
 */
export function isRelated(
  relation: string,
  { pixels: own, order }: Placed,
  { pixels: other, order: depth }: Placed,
): boolean {
  const touches = overlapX(own, other) > 0 && overlapY(own, other) > 0
  switch (relation) {
    case 'leftOf':
      return centreX(own) < centreX(other) && overlapX(own, other) < 0.15
    case 'rightOf':
      return centreX(own) > centreX(other) && overlapX(own, other) < 0.15
    case 'above':
      return own.bottom <= other.top + 0.03 && overlapX(own, other) > 0.2
    case 'below':
      return own.top >= other.bottom - 0.03 && overlapX(own, other) > 0.2
    case 'on':
      return (
        overlapX(own, other) > 0.5 &&
        own.bottom > other.top - 0.02 &&
        centreY(own) < centreY(other) &&
        own.top < other.top
      )
    case 'under':
      return overlapX(own, other) > 0.5 && centreY(own) > centreY(other)
    case 'in':
      return overlapX(own, other) > 0.7 && own.bottom > other.top && own.bottom <= other.bottom + 0.03
    case 'behind':
      return order < depth && touches
    case 'inFrontOf':
      return order > depth && touches && own.bottom > centreY(other)
    case 'beside':
      return overlapX(own, other) < 0.2 && overlapY(own, other) > 0.2
    case 'holds':
    case 'wears':
      return touches && depth > order
    case 'rides':
      return touches && centreY(own) < centreY(other)
    default:
      return false
  }
}

export function isAtSpot(spot: string, own: Pixels): boolean {
  const [x, y] = [centreX(own), centreY(own)]
  return (
    (!spot.includes('left') || x < 0.42) &&
    (!spot.includes('right') || x > 0.58) &&
    (!spot.includes('top') || y < 0.42) &&
    (!spot.includes('bottom') || y > 0.58)
  )
}
