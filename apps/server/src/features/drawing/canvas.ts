import type { PictureOptions } from '../../models/index.ts'

const defaultSide = 256

/** The width and height of a picture in pixels, 256 for a side that the request does not name. */
export const sizeOf = ({ width = defaultSide, height = defaultSide }: PictureOptions) =>
  [width, height] as const
