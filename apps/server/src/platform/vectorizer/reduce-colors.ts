/** Red, green and blue, 0 to 255. */
type Rgb = readonly [number, number, number]
type Cluster = { color: Rgb; area: number }

export type ColorChoice = { colors?: number; palette?: readonly string[] }

/** Colours of small areas are not merged one by one, because that takes quadratic time. */
const mergedMax = 256

/**
 * Reduces the colours of a traced image. With `palette`, each colour becomes the nearest one of it. Otherwise
 * the nearest colours are merged, weighted by area, until at most `colors` remain.
 *
 * @param svg as the tracer writes it: each path has a fill as `#RRGGBB`. @param palette as `#rrggbb`.
 */
export function reduceColors(svg: string, { colors, palette }: ColorChoice): string {
  if (colors === undefined && palette === undefined) return svg
  const areas = measureAreas(svg)
  const chosen = palette?.map(readHex) ?? mergeColors(areas, colors ?? areas.size)
  const replacements = new Map<string, string>()
  for (const hex of areas.keys()) replacements.set(hex, writeHex(nearest(readHex(hex), chosen)))
  return svg.replaceAll(fill, (written, hex: string) => written.replace(hex, replacements.get(hex) ?? hex))
}

const fill = / fill="(#[0-9a-fA-F]{6})"/g
const path = /<path d="([^"]*)" fill="(#[0-9a-fA-F]{6})"/g

/** Areas of the polygons through the points of the paths, in square pixels, by colour. */
function measureAreas(svg: string): Map<string, number> {
  const areas = new Map<string, number>()
  for (const [, data = '', hex = ''] of svg.matchAll(path))
    areas.set(hex, (areas.get(hex) ?? 0) + areaOf(data))
  return areas
}

/** The shoelace formula; holes have the other direction and are subtracted. */
function areaOf(data: string): number {
  let doubled = 0
  for (const part of data.split('M')) {
    const numbers = part.match(/-?[\d.]+/g)?.map(Number) ?? []
    for (let i = 0; i + 1 < numbers.length; i += 2) {
      const [x = 0, y = 0] = [numbers[i], numbers[i + 1]]
      const next = (i + 2) % numbers.length
      doubled += x * (numbers[next + 1] ?? 0) - (numbers[next] ?? 0) * y
    }
  }
  return Math.abs(doubled) / 2
}

function mergeColors(areas: ReadonlyMap<string, number>, count: number): Rgb[] {
  const clusters: Cluster[] = [...areas]
    .map(([hex, area]) => ({ color: readHex(hex), area: area + 1 }))
    .sort((a, b) => b.area - a.area)
    .slice(0, Math.max(count, mergedMax))
  while (clusters.length > count) {
    const [one, other] = findCheapestMerge(clusters)
    const [kept, merged] = [clusters[one], clusters[other]]
    if (!kept || !merged) break
    clusters[one] = merge(kept, merged)
    clusters.splice(other, 1)
  }
  return clusters.map(({ color }) => color)
}

/** Ward's criterion: the merge that adds least to the squared distances. */
function findCheapestMerge(clusters: readonly Cluster[]): [number, number] {
  let best: [number, number] = [0, 1]
  let least = Number.POSITIVE_INFINITY
  for (const [i, one] of clusters.entries())
    for (let j = i + 1; j < clusters.length; j++) {
      const other = clusters[j]
      if (!other) continue
      const cost = (distance(one.color, other.color) * (one.area * other.area)) / (one.area + other.area)
      if (cost < least) [least, best] = [cost, [i, j]]
    }
  return best
}

/** The colour of the larger area stays. An average would be a colour that the image does not have. */
const merge = (one: Cluster, other: Cluster): Cluster => ({
  color: one.area >= other.area ? one.color : other.color,
  area: one.area + other.area,
})

const nearest = (color: Rgb, among: readonly Rgb[]): Rgb =>
  among.reduce(
    (best, next) => (distance(color, next) < distance(color, best) ? next : best),
    among[0] ?? color,
  )

/** Squared, weighted by how the eye sees the channels ("redmean"). */
function distance([r1, g1, b1]: Rgb, [r2, g2, b2]: Rgb): number {
  const red = (r1 + r2) / 2
  return (2 + red / 256) * (r1 - r2) ** 2 + 4 * (g1 - g2) ** 2 + (2 + (255 - red) / 256) * (b1 - b2) ** 2
}

function readHex(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

const writeHex = ([r, g, b]: Rgb): string => `#${((r << 16) | (g << 8) | b).toString(16).padStart(6, '0')}`
