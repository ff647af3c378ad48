import { toComponent, toSprite } from '@chatsvg/svg'
import { strToU8, type Zippable, zipSync } from 'fflate'
import { deflated, type PictureNames, stored } from '../exports/index.ts'

/** `png`: absent for a picture that cannot be rendered. */
export type PictureToPack = PictureNames & { svg: string; png?: Uint8Array }

/**
 * An archive of a set: `svg/*.svg`, `png/*.png`, `sprite.svg` with a symbol for each picture, and
 * `react/*.tsx` with an index.
 */
export function packSet(pictures: readonly PictureToPack[]): Uint8Array {
  const files: Zippable = {}
  const addText = (path: string, text: string) => {
    files[path] = [strToU8(text), deflated]
  }
  for (const { file, component, svg, png } of pictures) {
    addText(`svg/${file}.svg`, svg)
    if (png) files[`png/${file}.png`] = [png, stored]
    addText(`react/${component}.tsx`, toComponent(svg, { name: component, form: 'tsx' }))
  }
  addText('sprite.svg', toSprite(pictures.map(({ file, svg }) => ({ id: file, svg }))))
  const exports = pictures.map(({ component }) => `export { ${component} } from './${component}'\n`)
  addText('react/index.ts', exports.join(''))
  return zipSync(files)
}
