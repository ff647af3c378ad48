import type { Edit } from '@chatsvg/svg'

/** More colours would not fit into one version, and are of small areas. */
const replacedMax = 90

/**
 * The edits that replace a picture's colours by those of a palette. Dark colours stay darker than light ones;
 * different colours stay different as far as the palette has enough of them. Of the assignments with both
 * properties, the one with the smallest sum of distances is used.
 *
 * @param colors of the picture as `#rrggbb`, those of large areas first. @param palette as `#rrggbb`.
 */
export function paletteEdits(colors: readonly string[], palette: readonly string[]): Edit[] {
  // An edit of a colour also replaces those that are nearly the same.
  const different = colors.filter((color, at) => !colors.slice(0, at).some((other) => isNear(other, color)))
  const replaced = assignColors(different.slice(0, replacedMax), [...new Set(palette)])
  return inSafeOrder(
    [...replaced].filter(([from, to]) => from !== to),
    [...colors, ...palette],
  )
}

/** Each colour with the one that replaces it. */
export function assignColors(colors: readonly string[], palette: readonly string[]): Map<string, string> {
  const byLightness = (all: readonly string[]) =>
    all.map((color) => ({ color, at: oklab(color) })).toSorted((one, other) => one.at[0] - other.at[0])
  const [from, to] = [byLightness(colors), byLightness(palette)]
  // Dynamic programming over colours and palette, both from dark to light. `costs` has, for each place of the
  // palette, the least cost of assigning the colours so far, the last of them to this place.
  let costs = to.map(() => 0)
  const cameFrom: number[][] = []
  for (const [index, { at }] of from.entries()) {
    const before = costs
    const steps: number[] = []
    costs = to.map((target, place) => {
      let best = index === 0 ? place : 0
      const costFrom = (other: number) => (before[other] ?? 0) + (other === place ? sharingCost : 0)
      if (index > 0)
        for (let other = 1; other <= place; other += 1) if (costFrom(other) < costFrom(best)) best = other
      steps.push(best)
      return (index === 0 ? 0 : costFrom(best)) + distance(at, target.at)
    })
    cameFrom.push(steps)
  }
  const assigned = new Map<string, string>()
  let place = costs.indexOf(Math.min(...costs))
  for (let index = from.length - 1; index >= 0; index -= 1) {
    const [color, target] = [from[index]?.color, to[place]?.color]
    if (color !== undefined && target !== undefined) assigned.set(color, target)
    place = cameFrom[index]?.[place] ?? 0
  }
  return assigned
}

/** More than any sum of distances, so that colours share a place only if there are too few. */
const sharingCost = 1_000

/**
 * Edits apply one after the other, so no edit may make a colour that a later edit replaces. If the edits form
 * a cycle, one of them first makes a colour that is not in `used`.
 */
function inSafeOrder(
  replaced: readonly (readonly [from: string, to: string])[],
  used: readonly string[],
): Edit[] {
  const taken = [...used]
  const edits: Edit[] = []
  const last: Edit[] = []
  let rest = [...replaced]
  while (rest.length > 0) {
    const safe = rest.find(([from, to]) => !rest.some((other) => other[0] !== from && isNear(other[0], to)))
    const [from, to] = safe ?? rest[0] ?? ['', '']
    rest = rest.filter((other) => other[0] !== from)
    if (safe) edits.push({ op: 'recolor', from, to })
    else {
      const between = unusedColor(taken)
      taken.push(between)
      edits.push({ op: 'recolor', from, to: between })
      last.push({ op: 'recolor', from: between, to })
    }
  }
  return [...edits, ...last]
}

function unusedColor(used: readonly string[]): string {
  for (let value = 0x010203; ; value += 0x050709) {
    const color = `#${(value % 0x1000000).toString(16).padStart(6, '0')}`
    if (!used.some((one) => isNear(one, color))) return color
  }
}

const channels = (color: string) => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))

/** As edits compare colours: by at most 2 of 255 in each channel. */
const isNear = (one: string, other: string): boolean => {
  const values = channels(other)
  return channels(one).every((value, at) => Math.abs(value - (values[at] ?? 0)) <= 2)
}

type Lab = readonly [lightness: number, a: number, b: number]

const distance = (one: Lab, other: Lab) => Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2])

/** A colour in OKLab (CSS Color 4, section 9.3), where distances are as people see them. */
function oklab(color: string): Lab {
  const [r = 0, g = 0, b = 0] = channels(color).map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}
