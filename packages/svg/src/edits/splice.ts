import type { Splice } from './edit.ts'

/** The splice that turns `from` into `to`, without the common text at both ends. */
export function spliceBetween(from: string, to: string): Splice {
  const most = Math.min(from.length, to.length)
  let start = 0
  while (start < most && from.charCodeAt(start) === to.charCodeAt(start)) start++
  let same = 0
  while (
    same < most - start &&
    from.charCodeAt(from.length - 1 - same) === to.charCodeAt(to.length - 1 - same)
  )
    same++
  return { start, end: from.length - same, text: to.slice(start, to.length - same) }
}

/**
 * Undoes edits: restores the bytes of the previous picture. A splice that a client sent is untrusted, and so
 * is its result.
 *
 * @param svg as `applyEdits` returned it, together with this `inverse`.
 * @returns the previous picture, and the splice that applies the edits again, so undo and redo can alternate.
 * @throws RangeError for a splice that does not fit into the text.
 */
export function revertEdits(svg: string, inverse: Splice): { svg: string; inverse: Splice } {
  const { start, end, text } = inverse
  const fits = Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end
  if (!fits || end > svg.length) throw new RangeError('The splice does not fit into the text.')
  return {
    svg: svg.slice(0, start) + text + svg.slice(end),
    inverse: { start, end: start + text.length, text: svg.slice(start, end) },
  }
}
