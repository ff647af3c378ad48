import type { PictureOptions } from '../../models/index.ts'

const defaultSide = 256

/** In pixels: the size of the picture, and of one that says nothing about its size. */
export const sizeOf = ({ width = defaultSide, height = defaultSide }: PictureOptions) =>
  [width, height] as const
