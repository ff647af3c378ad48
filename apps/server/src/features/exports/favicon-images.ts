/** Sides of the PNGs that an icon set is made of, in pixels. The first three go into the ICO file. */
export const faviconSizes = [16, 32, 48, 180, 192, 512] as const

/**
 * Centres the picture in a square.
 *
 * @param svg as the policy writes it: its root has a view box.
 */
export function makeSquare(svg: string): string {
  const root = /^<svg\b[^>]*>/.exec(svg)?.[0] ?? ''
  const [, , width = 1, height = 1] = (/\sviewBox="([^"]*)"/.exec(root)?.[1] ?? '')
    .split(/[\s,]+/)
    .map(Number)
  if (width === height) return svg
  const side = Math.max(width, height)
  const placed = root
    .replace(/\s(?:width|height|xmlns)="[^"]*"/g, '')
    .replace(
      '<svg',
      `<svg x="${(side - width) / 2}" y="${(side - height) / 2}" width="${width}" height="${height}"`,
    )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" width="${side}" height="${side}">${placed}${svg.slice(root.length)}</svg>`
}
