import { smallPicture } from '../../harness/scripted-model.ts'
import { type Behaviour, pictureAfter, type Reply, textReply } from '../model.ts'
import type { Row } from '../run-fault.ts'
import type { Stage } from '../stage.ts'

/** The maximum of model calls: attempts, each with at most one repair. */
const callsPerJobMax = 6
const timeoutSeconds = 4
const growthMaxBytes = 200 * 1024 * 1024
const drippedChars = 40
const dripMs = 1_000
const endlessPieces = 200_000
const pieceOf64KiB = `<!--${'x'.repeat(65_529)}-->`

/** The model's server fails, or its answer is no picture. */
export const modelTroubles: Row[] = [
  {
    id: 'F21',
    title: 'model answers 429, 500, 503, is cut off, hangs',
    short: true,
    async run(stage) {
      await stage.startApi()
      await startImpatientWorkers(stage)
      const faults: Record<string, Reply> = {
        '429 with Retry-After': { kind: 'error', status: 429, retryAfterSeconds: 1 },
        '500': { kind: 'error', status: 500 },
        '503': { kind: 'error', status: 503 },
        'cut off': { kind: 'stream', steps: [smallPicture.slice(0, 60), 50], cut: true, usable: true },
        hanging: { kind: 'hang' },
      }
      const passing = Object.values(faults).map(
        (fault): Behaviour =>
          (call) =>
            call === 1 ? fault : pictureAfter(50),
      )
      const lasting = Object.values(faults).map(
        (fault): Behaviour =>
          () =>
            fault,
      )
      // Few, and with more time: half of the calls fail, so the vendor is soon asked only once in a while.
      const { ok, failed } = await postEach(stage, [...passing, ...lasting], stage.size(1, 2), 300_000)
      stage.expect(
        ok > 0 && failed > 0,
        `short faults are retried, lasting ones fail the job (${ok} and ${failed})`,
      )
      return `${Object.keys(faults).join(', ')}: once, and every time`
    },
  },
  {
    id: 'F22',
    title: 'model answers that are no pictures',
    short: false,
    async run(stage) {
      await stage.startApi()
      await startImpatientWorkers(stage)
      const replies: Reply[] = [
        textReply(smallPicture.slice(0, 80)),
        textReply('I would rather not draw today.'),
        textReply(`Here it is:\n\`\`\`svg\n${smallPicture}\n\`\`\`\nEnjoy.`),
        textReply(`${smallPicture}\n${smallPicture}`),
        textReply(''),
        { kind: 'raw', body: 'data: {"choices": [{"delta": \n\n' },
        textReply(smallPicture.slice(0, 80), 'length'),
        textReply('<svg', 'content_filter'),
      ]
      const { ok, failed } = await postEach(
        stage,
        replies.map((reply) => () => reply),
        stage.size(1, 6),
      )
      stage.expect(ok > 0 && failed > 0, `answers with a picture are kept, others fail (${ok} and ${failed})`)
      return 'cut short, prose, fenced, two at once, empty, broken frames, out of length, filtered'
    },
  },
  {
    id: 'F24',
    title: 'model never stops: endless shapes, endless kilobytes, a character a second',
    short: false,
    async run(stage) {
      await stage.startApi()
      const [worker] = await startImpatientWorkers(stage)
      if (!worker) throw new Error('no worker')
      const replies: Behaviour[] = [
        () => ({ kind: 'stream', steps: repeat('<circle r="1"/>', 1), usable: false }),
        () => ({ kind: 'stream', steps: repeat(pieceOf64KiB, 1), usable: false }),
        () => ({ kind: 'stream', steps: repeat('.', dripMs, drippedChars), usable: false }),
      ]
      const before = worker.current.residentBytes()
      let highest = 0
      const looking = setInterval(() => {
        highest = Math.max(highest, worker.current.residentBytes())
      }, 100)
      const { failed, jobs } = await postEach(stage, replies, stage.size(1, 3))
      clearInterval(looking)
      stage.expect(failed === jobs, 'none of them becomes a picture')
      const growth = highest - before
      stage.expect(
        growth < growthMaxBytes,
        `the worker grows by less than ${growthMaxBytes >> 20} MiB (${growth >> 20})`,
      )
      return `the worker grew by ${Math.round(growth / 1024 / 1024)} MiB at most`
    },
  },
]

function startImpatientWorkers(stage: Stage) {
  const environment = { GENERATION_TIMEOUT_SECONDS: String(timeoutSeconds) }
  return Promise.all(Array.from({ length: stage.size(1, 2) }, () => stage.startWorker({ environment })))
}

/** Posts `times` jobs for each behaviour and waits for their ends, for the usual time or `waitMaxMs`. */
async function postEach(
  stage: Stage,
  behaviours: Behaviour[],
  times: number,
  waitMaxMs?: number,
): Promise<{ jobs: number; ok: number; failed: number }> {
  const { crowd, servers } = stage
  const posted = (await Promise.all(behaviours.map((behaviour) => crowd.post(times, { behaviour })))).flat()
  const ids = posted.map(({ acknowledged }) => acknowledged?.jobId)
  const statuses = await stage.waitForEnds(
    ids.filter((id) => id !== undefined),
    waitMaxMs,
  )
  const most = Math.max(...posted.map(({ tag }) => servers.model.callsFor(tag)))
  stage.expect(most <= callsPerJobMax, `no job makes more than ${callsPerJobMax} calls (${most})`)
  const count = (wanted: string) => statuses.filter((status) => status === wanted).length
  return { jobs: posted.length, ok: count('SUCCEEDED'), failed: count('FAILED') }
}

function* repeat(text: string, pauseMs: number, times = endlessPieces): Generator<string | number> {
  for (let at = 0; at < times; at += 1) {
    yield text
    yield pauseMs
  }
}
