import { runChild } from '../child.ts'
import type { Family } from '../family.ts'
import type { ComposerAnswer, ComposerTask } from '../limits/composer-process.ts'

export const composer: Family = {
  name: 'composer',
  purpose: 'the composer in a warm process: reading sentences and instructions, drawing ten things',
  async measure(stage) {
    const task: ComposerTask = { measureMs: stage.seconds * 1000 }
    const file = new URL('../limits/composer-process.ts', import.meta.url)
    const { sentence, instruction, drawing } = await runChild<ComposerAnswer>(file, task)
    const rows = [
      { what: 'reading a sentence', calls: sentence, belowMs: 2 },
      { what: 'reading an instruction', calls: instruction, belowMs: 2 },
      { what: 'drawing a plan of ten things', calls: drawing, belowMs: 5 },
    ]
    return rows.map(({ what, calls: { perSecond: _, ...times }, belowMs }) => ({
      family: 'composer',
      what,
      value: times.p50Ms,
      unit: 'ms',
      ...times,
      target: { below: belowMs },
    }))
  },
}
