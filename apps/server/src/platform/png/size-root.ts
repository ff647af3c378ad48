/**
 * The document with a root whose longer side has `size` pixels. The shorter one follows from the shape of the
 * document, which the library would take from sides that it has rounded to whole pixels, and is at least one
 * pixel, which the library would refuse; there the document lies in the middle of that pixel. What has no
 * root is left as it is.
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
