import { toComponent, toSprite } from '@chatsvg/svg'
import type { PictureNames } from '../exports/index.ts'

export type NamedPicture = PictureNames & { svg: string }

export type SpriteParts = { head: string; symbol: string; end: string }

export const writeComponent = ({ component, svg }: NamedPicture): string =>
  toComponent(svg, { name: component, form: 'tsx' })

/** The symbol of one picture, and the beginning and end of every sprite. */
export function writeSymbol({ file, svg }: NamedPicture): SpriteParts {
  const sprite = toSprite([{ id: file, svg }])
  const begin = sprite.indexOf('>') + 1
  const end = '</svg>'
  return { head: sprite.slice(0, begin), symbol: sprite.slice(begin, -end.length), end }
}
