import { setTimeout as delay } from 'node:timers/promises'
import { waitFor } from '../../harness/wait.ts'
import type { ReceivedEvent } from '../crowd.ts'
import { pictureAfter } from '../model.ts'
import type { Row } from '../run-fault.ts'
import type { Slot } from '../slots.ts'
import type { Stage } from '../stage.ts'

/** Far longer than the grace time of a worker. */
const heldMs = 60_000
const pauseMs = 3_000
/** A socket that has heard nothing for five seconds reads the state, and then twice as late each time. */
const caughtUpMs = 30_000

/** Processes that get SIGTERM. */
export const drains: Row[] = [
  {
    id: 'F29',
    title: 'rolling restart under load: every process gets SIGTERM in turn',
    short: true,
    workers: 2,
    async run(stage) {
      const apis = await Promise.all([stage.startApi(), stage.startApi()])
      const workers = await Promise.all([stage.startWorker(), stage.startWorker()])
      stage.servers.model.usually = () => pictureAfter(800)
      const posting = stage.crowd.post(stage.size(40, 240), { everyMs: 150 })
      for (const slot of [...workers, ...apis]) {
        await expectOrderlyEnd(stage, slot)
        await waitFor('its successor to run', () => slot.isUp)
      }
      const posted = await posting
      stage.servers.model.usually = () => pictureAfter(150)
      const faults = posted.flatMap(({ answers }) => answers.filter((status) => status >= 500))
      stage.expect(faults.length === 0, `no request is answered with a fault (${faults.join(', ')})`)
      const calls = posted.reduce((sum, { tag }) => sum + stage.servers.model.callsFor(tag), 0)
      stage.expect(
        calls <= posted.length,
        `running jobs are finished, not started again (${calls} calls for ${posted.length} jobs)`,
      )
      return 'two workers and two APIs replaced, one after the other'
    },
  },
  {
    id: 'F44',
    title:
      'rolling upgrade under load from --previous, or else to processes with other channels and another queue',
    short: false,
    workers: 0,
    async run(stage) {
      await stage.slots.close()
      const { previous } = stage
      const migrated = await countMigrations(stage)
      const older = previous ? { checkout: previous } : { environment: { REDIS_PREFIX: 'older' } }
      const oldApi = await stage.startApi(older)
      const oldWorkers = [await stage.startWorker(older), await stage.startWorker(older)]
      stage.servers.model.usually = () => pictureAfter(800)
      const posting = stage.crowd.post(stage.size(60, 240), { everyMs: 250 })
      await delay(pauseMs)
      await stage.startApi()
      for (const worker of oldWorkers) {
        await delay(pauseMs)
        await stage.startWorker()
        await expectEnd(stage, worker)
      }
      await delay(pauseMs)
      await expectEnd(stage, oldApi)
      const posted = await posting
      stage.servers.model.usually = () => pictureAfter(150)
      const faults = posted.flatMap(({ answers }) => answers.filter((status) => status >= 500))
      stage.expect(faults.length === 0, `no request is answered with a fault (${faults.join(', ')})`)
      await stage.waitForEnds(posted.flatMap(({ acknowledged }) => acknowledged?.jobId ?? []))
      const waiting = () => findUnended(stage.crowd.received)
      await waitFor('the ends on the sockets', () => waiting().length === 0, caughtUpMs).catch(
        () => undefined,
      )
      stage.expect(
        waiting().length === 0,
        `a socket that has heard of a job gets its end (${waiting().length} do not)`,
      )
      return previous
        ? `two workers and an API of the previous version replaced, ${(await countMigrations(stage)) - migrated} migrations applied`
        : 'two workers and an API replaced one after the other by ones that hear nothing of them'
    },
  },
  {
    id: 'F30',
    title: 'SIGTERM with a picture that takes longer than the grace time, and SIGKILL within it',
    short: true,
    isLong: true,
    async run(stage) {
      await stage.startApi()
      const slow = () => pictureAfter(heldMs)
      const first = (call: number) => (call === 1 ? slow() : pictureAfter(150))
      const patient = await stage.startWorker({ environment: { SVG_WORKER_CONCURRENCY: '1' } })
      const [kept] = await stage.crowd.post(1, { behaviour: first })
      await waitFor('the picture to be begun', () =>
        patient.current.steps.some(({ step }) => step === 'job.first_text'),
      )
      const killed = await stage.startWorker({ environment: { SVG_WORKER_CONCURRENCY: '1' } })
      const [lost] = await stage.crowd.post(1, { behaviour: first })
      await waitFor('the other to be begun', () =>
        killed.current.steps.some(({ step }) => step === 'job.first_text'),
      )
      await stage.startWorker()
      await Promise.all([expectOrderlyEnd(stage, patient), endBeforeGrace(killed)])
      await stage.crowd.post(stage.size(4, 20))
      const settled = (jobId: string | undefined) =>
        stage.slots.steps.some((step) => step.step === 'job.settled' && step.jobId === jobId)
      await waitFor(
        'both to be drawn elsewhere',
        () => settled(kept?.acknowledged?.jobId) && settled(lost?.acknowledged?.jobId),
        60_000,
      )
      const handedBack = patient.first.steps.some(({ step }) => step === 'job.handed_back')
      stage.expect(handedBack, 'jobs that are not finished within the grace time are released')
      return `a picture of ${heldMs / 1_000} s: released by one worker, taken over from one that was killed while it stopped`
    },
  },
]

async function expectOrderlyEnd(stage: Stage, slot: Slot): Promise<void> {
  const { code, signal } = await slot.replace('SIGTERM')
  stage.expect(code === 0, `${slot.name} ends with 0 after SIGTERM (${signal ?? code})`)
}

async function expectEnd(stage: Stage, slot: Slot): Promise<void> {
  const { code, signal } = await slot.stop('SIGTERM')
  stage.expect(code === 0, `${slot.name} ends with 0 after SIGTERM (${signal ?? code})`)
}

async function countMigrations({ pool }: Stage): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'select count(*)::int as count from drizzle.__drizzle_migrations',
  )
  return rows[0]?.count ?? 0
}

/** Jobs of which the user's newest connection has heard, and not the end. */
function findUnended(received: readonly ReceivedEvent[]): string[] {
  const newest = new Map(received.map(({ userId, connection }) => [userId, connection]))
  const states = new Map<string, boolean>()
  for (const { userId, connection, jobId, status } of received)
    if (newest.get(userId) === connection)
      states.set(jobId, states.get(jobId) === true || status === 'SUCCEEDED' || status === 'FAILED')
  return [...states].filter(([, hasEnded]) => !hasEnded).map(([jobId]) => jobId)
}

async function endBeforeGrace(slot: Slot): Promise<void> {
  slot.current.signal('SIGTERM')
  await delay(1_500)
  await slot.replace('SIGKILL')
}
