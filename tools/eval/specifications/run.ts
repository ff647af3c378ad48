/**
 * `npm run eval -- --specifications [--out <folder>]`: draws every specification with the composer, in the
 * nine styles in turn, judges the pictures by their named groups and pixels, and prints a table by category.
 * `--out` writes contact sheets as PNG. `--held-out` uses the list for which the composer was not tuned.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { drawingStyleNames, type ScenePlan } from '../../../packages/composer/src/index.ts'
import { composeSentence, openComposer } from '../../../packages/composer/src/open-composer.ts'
import { drawContactSheet, sheetCells } from './contact-sheet.ts'
import { readHeldOut } from './held-out.ts'
import { judgePicture, type Verdict } from './judge-picture.ts'
import type { Specification } from './specification.ts'
import { specify } from './specify.ts'

export async function runSpecifications(
  list: 'own' | 'held-out',
  out: string | undefined,
  write: (line: string) => void,
): Promise<void> {
  const composer = await openComposer()
  const specifications = list === 'own' ? specify() : readHeldOut()
  const totals = createTotals()
  const pictures: { sentence: string; svg: string | undefined; note: string }[] = []
  const times: number[] = []
  for (const [at, wanted] of specifications.entries()) {
    const style = drawingStyleNames[at % drawingStyleNames.length] ?? 'flat'
    const started = performance.now()
    const composed = composeSentence(composer, wanted.sentence, { style, seed: 1 })
    times.push(performance.now() - started)
    const svg = composed.kind === 'picture' ? composed.pieces.join('') : undefined
    const isDetailed = composed.kind === 'picture' && (wanted.part ?? wanted.texture) !== undefined
    const verdict = judgePicture(wanted, svg, composed.report, {
      isLined: /^(?:outline|line-art|minimal)$/.test(style),
      plain: isDetailed ? composer.drawPlan(withoutDetails(composed.plan)).pieces.join('') : undefined,
    })
    const faults = Object.entries(verdict).flatMap(([kind, list]) => list.map((fault) => `${kind}: ${fault}`))
    totals.add(wanted, verdict)
    if (faults.length > 0 && list === 'own') write(`${wanted.sentence} (${style}): ${faults.join('; ')}`)
    pictures.push({ sentence: wanted.sentence, svg, note: faults.join('; ') })
  }
  const nouns = new Set(specifications.flatMap(({ things }) => things.map(({ noun }) => noun)))
  write(`\n${specifications.length} specifications with ${nouns.size} nouns, in all styles`)
  totals.write(write)
  times.sort((a, b) => a - b)
  write(`time: median ${(times[times.length >> 1] ?? 0).toFixed(1)} ms`)
  if (out !== undefined) writeSheets(out, pictures)
}

/** The same plan without colours of parts and without textures, to see what they change. */
function withoutDetails(plan: ScenePlan): ScenePlan {
  return {
    ...plan,
    things: plan.things.map(({ texture: _texture, colours, ...thing }) => {
      const kept = Object.entries(colours ?? {}).filter(([part]) => part === 'all' || part === 'second')
      return kept.length === 0 ? thing : { ...thing, colours: Object.fromEntries(kept) }
    }),
  }
}

function createTotals() {
  const totals = new Map<string, { all: number; right: number; wrong: Map<string, number> }>()
  return {
    add({ category }: Specification, verdict: Verdict): void {
      const total = totals.get(category) ?? { all: 0, right: 0, wrong: new Map<string, number>() }
      const wrong = Object.entries(verdict).filter(([, list]) => list.length > 0)
      total.all += 1
      if (wrong.length === 0) total.right += 1
      for (const [kind] of wrong) total.wrong.set(kind, (total.wrong.get(kind) ?? 0) + 1)
      totals.set(category, total)
    },
    write(write: (line: string) => void): void {
      const row = (name: string, all: number, right: number, more: string) =>
        write(`${name.padEnd(12)} ${((100 * right) / all).toFixed(1).padStart(5)} % of ${all}${more}`)
      let [sum, right] = [0, 0]
      for (const [category, total] of totals) {
        const kinds = [...total.wrong].map(([kind, count]) => `${kind} ${count}`).join(', ')
        row(category, total.all, total.right, kinds ? `  (${kinds})` : '')
        sum += total.all
        right += total.right
      }
      row('all', sum, right, '')
    },
  }
}

function writeSheets(
  out: string,
  pictures: readonly { sentence: string; svg: string | undefined; note: string }[],
): void {
  mkdirSync(out, { recursive: true })
  for (let from = 0; from < pictures.length; from += sheetCells) {
    const path = join(out, `specifications-${String(from / sheetCells + 1).padStart(2, '0')}.png`)
    writeFileSync(path, drawContactSheet(pictures.slice(from, from + sheetCells)))
  }
}
