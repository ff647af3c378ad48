import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { artSetFacts } from '../art/set-facts.ts'
import { readPackageJson } from './icon-sets.ts'

type Ring = readonly (readonly [longitude: number, latitude: number])[]

const { size: side } = artSetFacts.atlas
const margin = 16
/**
 * Minimum area of a part that is drawn, as a share of the area of the country's largest part. Parts that are
 * far from the largest one are left out too (`isNear`).
 */
const partMin = 0.002
/** Units between two corners; a map of a whole country needs no more. */
const stepMin = 1.6

/** What people call countries whose names the atlas abbreviates, or that have several names. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  'United States of America': ['united states', 'usa', 'america'],
  'United Kingdom': ['united kingdom', 'uk', 'great britain', 'britain'],
  'United Arab Emirates': ['united arab emirates', 'uae'],
  'Bosnia and Herz.': ['bosnia', 'bosnia and herzegovina'],
  'Central African Rep.': ['central african republic'],
  "Côte d'Ivoire": ['ivory coast'],
  'Dem. Rep. Congo': ['democratic republic of the congo', 'dr congo'],
  'Dominican Rep.': ['dominican republic'],
  'Eq. Guinea': ['equatorial guinea'],
  'Faeroe Is.': ['faroe islands'],
  'Falkland Is.': ['falkland islands'],
  'S. Sudan': ['south sudan'],
  'Solomon Is.': ['solomon islands'],
  'W. Sahara': ['western sahara'],
  'Cabo Verde': ['cape verde', 'cabo verde'],
  Czechia: ['czechia', 'czech republic'],
  Macedonia: ['north macedonia', 'macedonia'],
  Myanmar: ['myanmar', 'burma'],
  Netherlands: ['netherlands', 'holland'],
  Turkey: ['turkey', 'türkiye'],
  eSwatini: ['eswatini', 'swaziland'],
}

/** Longitudes and latitudes of the edges of the drawn area, in degrees: left, top, right, bottom. */
export type MapFrame = [number, number, number, number]

/**
 * The names of each country, its outline as a path on the canvas of the set, and the frame of the outline.
 */
export function readCountryMaps(): { names: readonly string[]; markup: string; frame: MapFrame }[] {
  const world = readPackageJson<Topology<{ countries: GeometryCollection<{ name: string }> }>>(
    'world-atlas/countries-50m.json',
  )
  return feature(world, world.objects.countries).features.flatMap(({ properties: { name }, geometry }) => {
    const names = otherNames[name] ?? (name.includes('.') ? [] : [name.toLowerCase()])
    // Such a map cannot show the pole.
    if (
      names.length === 0 ||
      name === 'Antarctica' ||
      (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon')
    )
      return []
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
    const { path, frame } = drawRings(polygons.map(([outer = []]) => outer as unknown as Ring))
    return path === '' ? [] : [{ names, markup: `<path fill="#6fae6a" d="${path}"/>`, frame }]
  })
}

/**
 * Multiplies longitudes by the cosine of the country's middle latitude, so that its shape is right there.
 * Latitudes are only scaled.
 */
function drawRings(crossing: readonly Ring[]): { path: string; frame: MapFrame } {
  const rings = crossing.map(unwrap)
  const largest = rings.toSorted((a, b) => areaOf(b) - areaOf(a))[0] ?? []
  const home = boxOf(largest)
  // Parts beyond the date line are moved to the side of the largest part.
  const joined = rings.map((ring) => shiftTo(ring, (home.left + home.right) / 2))
  const near = joined.filter((ring) => areaOf(ring) >= areaOf(largest) * partMin && isNear(boxOf(ring), home))
  const all = boxOf(near.flat())
  const squeeze = Math.cos((((all.top + all.bottom) / 2) * Math.PI) / 180)
  const [width, height] = [(all.right - all.left) * squeeze, all.top - all.bottom]
  const scale = (side - margin * 2) / Math.max(width, height, 1e-6)
  const [x0, y0] = [(side - width * scale) / 2, (side - height * scale) / 2]
  const path = near
    .map((ring) =>
      drawRing(
        ring.map(([longitude, latitude]) => [
          x0 + (longitude - all.left) * squeeze * scale,
          y0 + (all.top - latitude) * scale,
        ]),
      ),
    )
    .join('')
  const tenth = (degrees: number) => Math.round(degrees * 10) / 10
  return { path, frame: [tenth(all.left), tenth(all.top), tenth(all.right), tenth(all.bottom)] }
}

function drawRing(points: readonly (readonly [number, number])[]): string {
  const kept: [number, number][] = []
  for (const [x, y] of points) {
    const last = kept.at(-1)
    if (!last || Math.hypot(x - last[0], y - last[1]) >= stepMin) kept.push([x, y])
  }
  if (kept.length < 3) return ''
  return `M${kept.map(([x, y]) => `${Math.round(x)} ${Math.round(y)}`).join('L')}z`
}

/** Continues a ring that crosses the date line beyond 180 degrees. */
function unwrap(ring: Ring): Ring {
  let turns = 0
  return ring.map(([longitude, latitude], at) => {
    const step = longitude - (ring[at - 1]?.[0] ?? longitude)
    if (Math.abs(step) > 180) turns -= Math.sign(step)
    return [longitude + turns * 360, latitude]
  })
}

function shiftTo(ring: Ring, middle: number): Ring {
  const { left, right } = boxOf(ring)
  const turns = Math.round((middle - (left + right) / 2) / 360)
  return turns === 0 ? ring : ring.map(([longitude, latitude]) => [longitude + turns * 360, latitude])
}

type Edges = { left: number; right: number; top: number; bottom: number }

function boxOf(ring: Ring): Edges {
  const box = { left: Infinity, right: -Infinity, top: -Infinity, bottom: Infinity }
  for (const [longitude, latitude] of ring) {
    box.left = Math.min(box.left, longitude)
    box.right = Math.max(box.right, longitude)
    box.top = Math.max(box.top, latitude)
    box.bottom = Math.min(box.bottom, latitude)
  }
  return box
}

function isNear(part: Edges, home: Edges): boolean {
  const reach = Math.max(home.right - home.left, home.top - home.bottom) * 0.55
  const away = [
    part.left - home.right,
    home.left - part.right,
    part.bottom - home.top,
    home.bottom - part.top,
  ]
  return Math.max(...away) <= reach
}

function areaOf(ring: Ring): number {
  let sum = 0
  for (const [at, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[(at + 1) % ring.length] ?? [x, y]
    sum += x * nextY - nextX * y
  }
  return Math.abs(sum) / 2
}
