/**
 * `npm run eval -- --wishes --out <folder>`: draws the wishes with the composer, each in a style that suits
 * its kind, and writes contact sheets of twenty and every picture alone, as SVG and PNG, for review.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Resvg } from '@resvg/resvg-js'
import type { SvgStyle } from '../../packages/composer/src/index.ts'
import { composeSentence, openComposer } from '../../packages/composer/src/open-composer.ts'
import { drawContactSheet } from './specifications/contact-sheet.ts'
import { wishes } from './wishes.data.ts'

const stylesBySort: Readonly<Record<string, readonly SvgStyle[]>> = {
  stickers: ['cartoon', 'flat', 'gradient', '3d'],
  logos: ['minimal', 'modern', 'flat', 'filled'],
  icons: ['outline', 'filled', 'modern', 'gradient', 'minimal'],
  cards: ['flat', 'cartoon', 'gradient', 'modern'],
  scenes: ['flat', 'gradient', 'modern', '3d', 'cartoon', 'line-art'],
  charts: ['flat', 'modern', 'outline', 'gradient'],
}
const sheetSize = 20

export async function runWishes(out: string, write: (line: string) => void): Promise<void> {
  const composer = await openComposer()
  mkdirSync(out, { recursive: true })
  const pictures: { sentence: string; svg: string | undefined; note: string }[] = []
  for (const [sort, sentences] of Object.entries(wishes)) {
    for (const [at, sentence] of sentences.entries()) {
      const styles = stylesBySort[sort] ?? ['flat']
      const style = styles[at % styles.length] ?? 'flat'
      const composed = composeSentence(composer, sentence, { style, seed: 1 })
      const svg = composed.kind === 'picture' ? composed.pieces.join('') : undefined
      const leftOut = composed.report.leftOut.map(({ words }) => words).join(', ')
      const number = String(pictures.length + 1).padStart(3, '0')
      write(`${number} ${sort}, ${style}: ${sentence}${leftOut && `  (left out: ${leftOut})`}`)
      pictures.push({ sentence: `${number} ${style}: ${sentence}`, svg, note: leftOut })
      if (svg === undefined) continue
      writeFileSync(join(out, `${number}.svg`), svg)
      const png = new Resvg(svg, { fitTo: { mode: 'width', value: 512 }, background: '#fff' }).render()
      writeFileSync(join(out, `${number}.png`), png.asPng())
    }
  }
  for (let from = 0; from < pictures.length; from += sheetSize) {
    const name = `wishes-${from / sheetSize + 1}.png`
    writeFileSync(join(out, name), drawContactSheet(pictures.slice(from, from + sheetSize), 5, 280))
  }
  write(`${pictures.length} wishes drawn into ${out}`)
}
