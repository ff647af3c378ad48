/**
 * `npm run eval -- --specifications [--out <folder>]`: draws every specification with the composer, judges
 * the pictures by their named groups and pixels, and prints a table by category. `--out` gets contact
 * sheets as PNG.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { drawingStyleNames } from '../../../packages/composer/src/index.ts'
import { composeSentence, openComposer } from '../../../packages/composer/src/open-composer.ts'
import { drawContactSheet, sheetCells } from './contact-sheet.ts'
import { judgePicture, type Verdict } from './judge-picture.ts'
import { allNouns, specify } from './specify.ts'

/** Styles that colour areas; the others are judged by eye. */
const judgedStyles = drawingStyleNames.filter((style) => /^(?:flat|cartoon|gradient|modern|3d)$/.test(style))

export async function runSpecifications(
  out: string | undefined,
  write: (line: string) => void,
): Promise<void> {
  const composer = await openComposer()
  const specifications = specify()
  const totals = new Map<string, { all: number; right: number; wrong: Map<string, number> }>()
  const pictures: { sentence: string; svg: string | undefined; note: string }[] = []
  const times: number[] = []
  for (const [at, wanted] of specifications.entries()) {
    const style = judgedStyles[at % judgedStyles.length] ?? 'flat'
    const started = performance.now()
    const composed = composeSentence(composer, wanted.sentence, { style, seed: 1 })
    times.push(performance.now() - started)
    const svg = composed.kind === 'picture' ? composed.pieces.join('') : undefined
    const verdict = judgePicture(wanted, svg, composed.report)
    const faults = Object.entries(verdict).flatMap(([kind, list]) => list.map((fault) => `${kind}: ${fault}`))
    const total = totals.get(wanted.category) ?? { all: 0, right: 0, wrong: new Map<string, number>() }
    total.all += 1
    if (faults.length === 0) total.right += 1
    for (const [kind, list] of Object.entries(verdict) as [keyof Verdict, string[]][])
      if (list.length > 0) total.wrong.set(kind, (total.wrong.get(kind) ?? 0) + 1)
    totals.set(wanted.category, total)
    if (faults.length > 0) write(`${wanted.sentence} (${style}): ${faults.join('; ')}`)
    pictures.push({ sentence: wanted.sentence, svg, note: faults.join('; ') })
  }
  write(
    `\n${specifications.length} specifications with ${new Set(allNouns).size} nouns, styles ${judgedStyles.join(', ')}`,
  )
  for (const [category, { all, right, wrong }] of totals) {
    const kinds = [...wrong].map(([kind, count]) => `${kind} ${count}`).join(', ')
    write(
      `${category.padEnd(12)} ${((100 * right) / all).toFixed(1).padStart(5)} % of ${all}${kinds ? `  (${kinds})` : ''}`,
    )
  }
  const sum = [...totals.values()].reduce((a, b) => ({ all: a.all + b.all, right: a.right + b.right }), {
    all: 0,
    right: 0,
  })
  write(`${'all'.padEnd(12)} ${((100 * sum.right) / sum.all).toFixed(1).padStart(5)} % of ${sum.all}`)
  times.sort((a, b) => a - b)
  write(`time: median ${(times[times.length >> 1] ?? 0).toFixed(1)} ms`)
  if (out === undefined) return
  mkdirSync(out, { recursive: true })
  for (let from = 0; from < pictures.length; from += sheetCells) {
    const path = join(out, `specifications-${String(from / sheetCells + 1).padStart(2, '0')}.png`)
    writeFileSync(path, drawContactSheet(pictures.slice(from, from + sheetCells)))
  }
}
