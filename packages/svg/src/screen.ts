import type { Screen } from './media-queries.ts'
import type { SourceElement } from './parse.ts'
import { readViewBox } from './values.ts'

/**
 * The screen for media queries: the picture's own size, as for a picture in an `img`, or else that of its
 * view box.
 */
export function screenOf({ attributes }: SourceElement): Screen {
  const viewBox = readViewBox(attributes.get('viewBox')?.trim() ?? '')
  return {
    width: pixelsOf(attributes.get('width')) ?? viewBox?.[2] ?? null,
    height: pixelsOf(attributes.get('height')) ?? viewBox?.[3] ?? null,
  }
}

function pixelsOf(length: string | undefined): number | null {
  const found = /^\s*(\d+(?:\.\d+)?)(?:px)?\s*$/i.exec(length?.slice(0, 100) ?? '')
  return found === null ? null : Number(found[1])
}
