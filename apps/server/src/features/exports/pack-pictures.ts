import { strToU8, type Zippable, zipSync } from 'fflate'
import { deflated, stored } from './archive-options.ts'

/** `file` is a unique name without extension. `png` is absent if the picture cannot be rendered. */
export type PictureToArchive = { file: string; svg: string; png?: Uint8Array }

/** An archive with `svg/*.svg` and `png/*.png`. */
export function packPictures(pictures: readonly PictureToArchive[]): Uint8Array {
  const files: Zippable = {}
  for (const { file, svg, png } of pictures) {
    files[`svg/${file}.svg`] = [strToU8(svg), deflated]
    if (png) files[`png/${file}.png`] = [png, stored]
  }
  return zipSync(files)
}
