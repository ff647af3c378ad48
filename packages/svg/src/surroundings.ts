import { readViewBox } from './values.ts'

/**
 * The picture in the middle of a canvas that is `factor` times as wide and as high, with all that would be
 * cut off at its edges. For looking at pictures, not for showing them: nothing is policed here.
 *
 * @param svg as `sanitizeSvg` writes it. @param factor above 1. @returns null when the root has no view box.
 */
export const showSurroundings = (svg: string, factor: number): string | null => {
  const root = /^<svg\b[^>]*>/.exec(svg)?.[0]
  const viewBox = readViewBox(/\sviewBox="([^"]*)"/.exec(root ?? '')?.[1] ?? '')
  if (root === undefined || viewBox === null) return null
  const [x, y, width, height] = viewBox
  const wide = [
    x - (width * (factor - 1)) / 2,
    y - (height * (factor - 1)) / 2,
    width * factor,
    height * factor,
  ]
  const inner = root
    .replace(/\s(?:xmlns|x|y|width|height|overflow|preserveAspectRatio)="[^"]*"/g, '')
    .replace(/^<svg/, `<svg x="${x}" y="${y}" width="${width}" height="${height}" overflow="visible"`)
  const rest = root.endsWith('/>') ? '' : svg.slice(root.length)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${wide.join(' ')}">${inner}${rest}</svg>`
}
