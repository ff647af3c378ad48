/**
 * `npx tsx test/composer/contact-sheet.ts <folder> [style] [prompts file]`: draws the list of prompts into
 * PNG sheets to look at.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Resvg } from '@resvg/resvg-js'
import { type SvgStyle, styles } from '../../apps/server/src/models/port.ts'
import { composePicture } from '../../packages/composer/src/compose.ts'
import { openStudio } from '../../packages/composer/src/studio.ts'
import { readExpectations } from './judge.ts'
import { promptLines } from './prompts.data.ts'

const [folder = 'sheets', only, file] = process.argv.slice(2)
const lines = file ? readFileSync(file, 'utf8') : promptLines
const prompts = readExpectations(lines).map(({ prompt }) => prompt)
const [columns, rows, side, gap] = [8, 5, 150, 6]
const studio = await openStudio()
mkdirSync(folder, { recursive: true })

const chosen = styles.find((style) => style === only)
for (let page = 0; page * columns * rows < prompts.length; page++) {
  const shown = prompts.slice(page * columns * rows, (page + 1) * columns * rows)
  const name = `${only ?? 'mixed'}-${String(page + 1).padStart(2, '0')}.png`
  writeFileSync(join(folder, name), drawSheet(shown, page))
  process.stdout.write(`${join(folder, name)}\n`)
}

function drawSheet(shown: readonly string[], page: number): Buffer {
  const cells = shown.map((prompt, at) => {
    const style = chosen ?? (styles[(page * 7 + at) % styles.length] as SvgStyle)
    const { pieces } = composePicture(studio, { prompt, style, seed: 1 })
    // Each picture keeps its ids to itself, as an image of its own.
    const data = Buffer.from(
      new Resvg(pieces.join(''), { fitTo: { mode: 'width', value: side } }).render().asPng(),
    )
    const [x, y] = [(at % columns) * (side + gap), Math.floor(at / columns) * (side + gap)]
    return `<image x="${x}" y="${y}" width="${side}" height="${side}" href="data:image/png;base64,${data.toString('base64')}"/>`
  })
  const width = columns * (side + gap)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${rows * (side + gap)}">${cells.join('')}</svg>`
  return Buffer.from(new Resvg(svg, { background: '#888' }).render().asPng())
}
