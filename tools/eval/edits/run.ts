/**
 * `npm run eval -- --edits`: reads every instruction of both lists, applies the edits that were read and
 * those of the answer, and compares the two pictures. Prints the faults of the first list, and a table by
 * kind for each list. The second list is held out, so its faults are only counted.
 */

import { openArtFile } from '../../../packages/composer/src/art/find-art-file.ts'
import { openLibrary } from '../../../packages/composer/src/concepts/library.ts'
import {
  drawThingAlone,
  drawWordsAnew,
} from '../../../packages/composer/src/instructions/draw-thing-alone.ts'
import { type OpenComposer, openComposer } from '../../../packages/composer/src/open-composer.ts'
import { createGloss } from '../../../packages/composer/src/reading/gloss.ts'
import { drawPictures, type StoredPicture } from './draw-pictures.ts'
import { heldOutLines } from './held-out.data.ts'
import { instructionLines } from './instructions.data.ts'
import { judgeReading, type Verdict } from './judge-reading.ts'
import { readAnswer } from './read-answer.ts'

export type Instruction = { kind: string; picture: StoredPicture; text: string; answer: string }
export type Judged = Instruction & {
  verdict: Verdict
  /** The fastest of three. */
  ms: number
  /** Whether something was drawn for it. */
  draws: boolean
}

export async function runEdits(write: (line: string) => void): Promise<void> {
  const bench = await openBench()
  for (const [name, lines] of [
    ['own list', instructionLines],
    ['held-out list', heldOutLines],
  ] as const) {
    const judged = readLines(lines, bench.pictures).map(bench.judge)
    if (name === 'own list')
      for (const { picture, text, verdict } of judged)
        if (!verdict.right) write(`${picture.key}: ${text}: ${verdict.fault}`)
    writeTable(name, judged, write)
  }
}

/** The composer, the pictures, and the judge of an instruction. */
export async function openBench(): Promise<{
  composer: OpenComposer
  pictures: ReadonlyMap<string, StoredPicture>
  judge(instruction: Instruction): Judged
}> {
  const composer = await openComposer()
  const library = openLibrary(await openArtFile())
  const gloss = createGloss(library)
  const pictures = drawPictures(composer)
  return {
    composer,
    pictures,
    judge(instruction) {
      const { picture, text, answer } = instruction
      const input = { svg: picture.svg, ...(picture.plan ? { plan: picture.plan } : {}) }
      const times = [0, 1, 2].map(() => {
        const startedAtMs = performance.now()
        composer.readInstruction(text, input)
        return performance.now() - startedAtMs
      })
      const reading = composer.readInstruction(text, input)
      const wanted = readAnswer(
        answer,
        picture,
        (words, options) => drawThingAlone(library, gloss, words, options),
        (...input) => drawWordsAnew(library, ...input),
      )
      return {
        ...instruction,
        verdict: judgeReading(composer, picture, reading, wanted),
        ms: Math.min(...times),
        draws: reading.edits.some(({ op }) => op === 'insert'),
      }
    },
  }
}

/** @throws Error where a line names no picture */
export function readLines(lines: string, pictures: ReadonlyMap<string, StoredPicture>): Instruction[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [kind = '', key = '', text = '', answer = ''] = line.split('|')
      const picture = pictures.get(key)
      if (!picture) throw new Error(`There is no picture ${key}: ${line}`)
      return { kind, picture, text, answer }
    })
}

function writeTable(name: string, judged: readonly Judged[], write: (line: string) => void): void {
  const row = (title: string, some: readonly Judged[]) => {
    const right = some.filter(({ verdict }) => verdict.right).length
    write(
      `${title.padEnd(14)} ${((100 * right) / some.length).toFixed(1).padStart(5)} %  ${right} of ${some.length}`,
    )
  }
  write(
    `\n${name}: ${judged.length} instructions, ${new Set(judged.map(({ picture }) => picture.key)).size} pictures`,
  )
  for (const kind of new Set(judged.map((one) => one.kind)))
    row(
      kind,
      judged.filter((one) => one.kind === kind),
    )
  row('all', judged)
  for (const draws of [false, true]) {
    const times = judged.flatMap((one) => (one.draws === draws ? [one.ms] : [])).toSorted((a, b) => a - b)
    const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(2)
    const what = draws ? 'to read and draw what is added' : 'to read'
    write(`time ${what}: median ${at(0.5)} ms, p95 ${at(0.95)} ms, ${times.length} instructions`)
  }
}
