import { strToU8, type Zippable, zipSync } from 'fflate'
import { deflated, stored } from './archive-options.ts'

/** `file`: its name without extension, of no other picture. `png`: absent for one that cannot be rendered. */
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
