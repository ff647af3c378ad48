/**
 * `npx tsx test/composer/readme-picture.ts`: draws the picture of the README again, with two prompts in each
 * style.
 */
import { writeFileSync } from 'node:fs'
import type { DrawingStyle } from '../../packages/composer/src/index.ts'
import { composeSentence, openComposer } from '../../packages/composer/src/open-composer.ts'

const pictures: readonly (readonly [prompt: string, style: DrawingStyle, seed: number])[] = [
  ['a lighthouse by the sea at sunset', 'gradient', 1],
  ['a red fox under a tree', 'flat', 1],
  ['a rocket flying to the moon in space', 'cartoon', 3],
  ['a dog inside a box', '3d', 1],
  ['a cat sleeping on a sofa', 'modern', 2],
  ['ein blauer Vogel auf einem Baum', 'line-art', 1],
  ['a purple octopus under the sea', 'flat', 2],
  ['an elephant with a red balloon', 'modern', 1],
  ['a sailing boat on the sea at night', 'cartoon', 1],
  ['red roses in a blue vase', '3d', 2],
  ['five colorful balloons', 'gradient', 2],
  ['a green frog', 'outline', 1],
  ['a steam train in autumn', 'cartoon', 5],
  ['a guitar', 'filled', 1],
  ['a cup of coffee next to a book', 'minimal', 1],
  ['seven bees around a sunflower', 'outline', 2],
  ['a cactus in the desert at sunset', 'gradient', 4],
  ['a teapot and two cups', 'filled', 2],
]
const [columns, side, gap] = [6, 160, 12]
const composer = await openComposer()
const cells = pictures.map(([prompt, style, seed], at) => {
  const composed = composeSentence(composer, prompt, { style, seed, width: side, height: side })
  if (composed.kind !== 'picture') throw new Error(`"${prompt}" was not understood`)
  const svg = composed.pieces.join('').replace(/ width="\d+" height="\d+"/, '')
  const [x, y] = [gap + (at % columns) * (side + gap), gap + Math.floor(at / columns) * (side + gap)]
  // Ids must differ between pictures, because all are in one document.
  const apart = svg
    .replaceAll(/ id="/g, ` id="q${at}-`)
    .replaceAll('url(#', `url(#q${at}-`)
    .replaceAll('href="#', `href="#q${at}-`)
  return (
    `<rect x="${x}" y="${y}" width="${side}" height="${side}" fill="#fff"/>` +
    apart.replace('<svg ', `<svg x="${x}" y="${y}" width="${side}" height="${side}" `)
  )
})
const [width, height] = [columns * (side + gap) + gap, (pictures.length / columns) * (side + gap) + gap]
writeFileSync(
  new URL('../../docs/pictures/eighteen-prompts.svg', import.meta.url),
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="#eef0f3"/>${cells.join('')}</svg>\n`,
)
