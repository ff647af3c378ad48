export type Point = { x: number; y: number }

/**
 * The growth of y with x, by Theil and Sen: the median of the slopes between all pairs of points. Up to 29 %
 * of the points may be outliers, such as those during other load on the machine. NaN with fewer than two
 * points that differ in x.
 */
export function estimateSlope(points: readonly Point[]): number {
  const slopes = points.flatMap((from, at) =>
    points
      .slice(at + 1)
      .filter(({ x }) => x !== from.x)
      .map((to) => (to.y - from.y) / (to.x - from.x)),
  )
  const sorted = slopes.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2
}
