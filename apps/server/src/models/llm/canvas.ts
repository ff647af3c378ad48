import type { PictureOptions } from '../port.ts'

const canvasSide = 256

/**
 * The view box that a model draws in: the longer side is always the same, so that the rules' lengths and
 * widths fit, and the picture is scaled to the size of the request afterwards.
 */
export function canvasOf({ width = canvasSide, height = canvasSide }: PictureOptions) {
  const scale = canvasSide / Math.max(width, height)
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}
