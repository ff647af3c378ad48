/**
 * `npx tsx test/composer/readme-picture.ts`: draws the picture of the README again, with two prompts in each
 * style.
 */
import { writeFileSync } from 'node:fs'
import type { DrawingStyle } from '../../packages/composer/src/index.ts'
import { composeSentence, openComposer } from '../../packages/composer/src/open-composer.ts'

const pictures: readonly (readonly [prompt: string, style: DrawingStyle, seed: number])[] = [
  ['a lighthouse by the sea at sunset', 'gradient', 1],
  ['a red fox sitting under a tree', 'flat', 1],
  ['a dinosaur sticker for kids', 'cartoon', 1],
  ['a leather sofa', '3d', 1],
  ['a woman riding a bicycle in the city', 'modern', 2],
  ['ein blauer Vogel auf einem Baum', 'line-art', 1],
  ['a purple octopus under the sea', 'flat', 2],
  ['a red car with white wheels', 'flat', 1],
  ['a get well soon card with a teddy bear', 'gradient', 1],
  ['a round badge that says "Fresh Coffee" with a coffee cup', 'flat', 2],
  ['a flowchart: start, check, done', 'modern', 1],
  ['a browser window', 'outline', 1],
  ['a sad cloud', 'cartoon', 5],
  ['a brick house', 'flat', 1],
  ['a fox logo', 'filled', 2],
  ['seven bees around a sunflower', 'outline', 2],
  ['a polka dot dress', 'flat', 4],
  ['a birthday cake with five candles', 'cartoon', 2],
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
