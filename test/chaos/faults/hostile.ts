import { sanitizeSvg } from '@chatsvg/svg'
import { openOracles } from '../../corpus/oracles.ts'
import { readAttacks } from '../../corpus/read-attacks.ts'
import { textReply } from '../model.ts'
import type { Row } from '../run-fault.ts'
import type { Stage } from '../stage.ts'
import { bombs } from './hostile-pictures.ts'

const sampleEvery = 12
/** A hostile model, and pictures that are too expensive for a renderer. */
export const hostilePictures: Row[] = [
  {
    id: 'F23',
    title: 'model answers with attacks',
    short: false,
    workers: 1,
    async run(stage) {
      await stage.startApi()
      await stage.startWorkers(stage.size(1, 2))
      const attacks = readAttacks()
      const every = stage.size(sampleEvery, 1)
      const offset = Math.floor(stage.random() * every)
      const chosen = attacks.filter((_, at) => at % every === offset)
      const stored = await drawAll(
        stage,
        chosen.map(({ source }) => source),
      )
      const oracles = openOracles()
      const active = stored.flatMap((svg) => oracles.findActive(svg))
      oracles.close()
      stage.expect(active.length === 0, `no stored picture contains active content (${active.join(', ')})`)
      stage.expect(
        stored.every((svg) => sanitizeSvg(svg).ok),
        'the policy passes what it has stored',
      )
      return `${chosen.length} of ${attacks.length} attacks of the corpus; ${stored.length} became harmless pictures`
    },
  },
  {
    id: 'F25',
    title: 'pictures that hang or crash a renderer',
    short: false,
    workers: 1,
    async run(stage) {
      await stage.startApi()
      const worker = await stage.startWorker()
      const drawing = drawAll(stage, bombs())
      const posted = await stage.crowd.post(stage.size(8, 40))
      await drawing
      await stage.waitForEnds(
        posted.flatMap(({ acknowledged }) => (acknowledged ? [acknowledged.jobId] : [])),
      )
      stage.expect(worker.current === worker.first && worker.first.isRunning, 'the worker outlives them')
      return `${bombs().length} of them, and ${posted.length} other jobs that continued`
    },
  },
]

/** Requests a picture with each text as the model's answer, and waits. @returns the stored pictures. */
async function drawAll(stage: Stage, texts: string[]): Promise<string[]> {
  const posted = (
    await Promise.all(texts.map((text) => stage.crowd.post(1, { behaviour: () => textReply(text) })))
  ).flat()
  const ids = posted.flatMap(({ acknowledged }) => (acknowledged ? [acknowledged.jobId] : []))
  await stage.waitForEnds(ids)
  const { rows } = await stage.pool.query<{ svg: string }>(
    'select svg from generations where job_id = any($1::uuid[])',
    [ids],
  )
  return rows.map(({ svg }) => svg)
}
