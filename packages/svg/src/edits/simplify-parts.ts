import { growthOf } from '../matrix.ts'
import { formatNumber, readNumbers } from '../numbers.ts'
import { writePath } from '../path-writer.ts'
import type { PictureElement } from '../picture.ts'
import type { Edit } from './edit.ts'
import type { EditedPicture } from './edited-picture.ts'
import { NotDone } from './edits-error.ts'
import { wholeParts } from './move-parts.ts'
import { drawnIn } from './paints.ts'
import { separate } from './shared-definitions.ts'
import { simplifyLine, simplifySubpath } from './simplify-outline.ts'
import { readSubpaths, type Subpath } from './subpaths.ts'

/**
 * Writes outlines with fewer points, none of which moves the outline by more than the tolerance. Outlines
 * with markers stay, because markers are drawn at the points.
 *
 * @returns the shapes that became shorter.
 */
export function simplifyParts(
  picture: EditedPicture,
  { target, tolerance }: Extract<Edit, { op: 'simplify' }>,
): PictureElement[] {
  const changed: PictureElement[] = []
  for (const part of wholeParts(picture, target)) {
    const simpler = drawnIn(part).flatMap((shape) => {
      const growth = growthOf(picture.spaceOf(shape).matrix)
      const text =
        growth === 0 || hasMarkers(picture, shape) ? null : simplerOutline(shape, tolerance / growth)
      return text === null ? [] : [{ shape, text }]
    })
    if (simpler.length === 0) continue
    separate(picture, part)
    for (const { shape, text } of simpler) {
      shape.attributes.set(attributeOf(shape), text)
      changed.push(shape)
    }
  }
  if (changed.length === 0)
    throw new NotDone('nothing_changed', 'No outline can have fewer points and stay within the tolerance.')
  return changed
}

const hasMarkers = (picture: EditedPicture, shape: PictureElement): boolean =>
  ['marker-start', 'marker-mid', 'marker-end'].some(
    (name) => (picture.inheritedValue(shape, name)?.value ?? 'none') !== 'none',
  )

const attributeOf = ({ name }: PictureElement): 'd' | 'points' => (name === 'path' ? 'd' : 'points')

/** Null if the result would not be shorter. */
function simplerOutline(shape: PictureElement, tolerance: number): string | null {
  const { name, attributes } = shape
  const written = attributes.get(attributeOf(shape))
  if (written === undefined || (name !== 'path' && !name.startsWith('poly'))) return null
  const text =
    name === 'path' ? simplerPath(written, tolerance) : simplerPoints(written, name === 'polygon', tolerance)
  return text === null || text.length >= written.length ? null : text
}

/** More digits than the policy writes. */
const decimals = 9
/** About the precision of the policy for a picture of some hundred units. */
const usualDecimals = 4

function simplerPath(data: string, tolerance: number): string | null {
  const text = readSubpaths(data)
    .map((subpath) => writeSubpath(simplifySubpath(subpath, tolerance)))
    .join('')
  return writePath(text, usualDecimals)?.text ?? null
}

const write = (values: readonly number[]): string =>
  values.map((value) => formatNumber(value, decimals)).join(' ')

const writeSubpath = ({ x, y, segments, isClosed }: Subpath): string =>
  `M${write([x, y])}${segments.map((values) => `${values.length === 2 ? 'L' : 'C'}${write(values)}`).join('')}${isClosed ? 'Z' : ''}`

function simplerPoints(points: string, isClosed: boolean, tolerance: number): string | null {
  const numbers = readNumbers(points) ?? []
  if (numbers.length < 6) return null
  const [x = 0, y = 0] = numbers
  const kept = simplifyLine(isClosed ? [...numbers, x, y] : numbers, tolerance)
  const corners = isClosed ? kept.slice(0, -2) : kept
  return corners.length < 4 ? null : write(corners)
}
