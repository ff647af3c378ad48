/**
 * Sets the root's longer side to `size` pixels. The shorter side follows from the document's shape, which
 * the library would compute from sides rounded to whole pixels. It is at least one pixel, because the
 * library refuses less; the document is then in the middle of that pixel. A text without a root is returned
 * unchanged.
 *
 * @param svg as the policy writes it: the root has a view box, and its width and height are numbers.
 */
export function sizeRoot(svg: string, size: number): string {
  const root = /^\s*<svg\b[^>]*>/.exec(svg)?.[0]
  if (root === undefined) return svg
  const sides = readSides(root)
  const [width, height] = sides ?? [1, 1]
  const factor = size / Math.max(width, height)
  const side = (length: number) => Math.max(1, length * factor)
  const viewBox = sides && !root.includes(' viewBox="') ? ` viewBox="0 0 ${width} ${height}"` : ''
  const sized = root
    .replace(/\s(?:width|height)="[^"]*"/g, '')
    .replace('<svg', `<svg width="${side(width)}" height="${side(height)}"${viewBox}`)
  return sized + svg.slice(root.length)
}

/** Its own, or those of the view box. */
function readSides(root: string): [width: number, height: number] | undefined {
  const named = ['width', 'height'].map((name) => Number(new RegExp(`\\s${name}="([^"]*)"`).exec(root)?.[1]))
  const viewed =
    /\sviewBox="([^"]*)"/
      .exec(root)?.[1]
      ?.trim()
      .split(/[\s,]+/)
      .slice(2)
      .map(Number) ?? []
  for (const [width = 0, height = 0] of [named, viewed])
    if (width > 0 && height > 0 && Number.isFinite(width * height)) return [width, height]
  return undefined
}
