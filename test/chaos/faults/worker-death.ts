import { waitFor } from '../../harness/wait.ts'
import type { FailpointName } from '../failpoints.ts'
import { pictureAfter } from '../model.ts'
import type { Row } from '../run-fault.ts'
import type { Plan } from '../service-process.ts'
import type { Stage } from '../stage.ts'

/** Longer than a lease and the sweep after it. */
const standstillMs = 20_000
const takeoverMaxMs = 30_000
const attemptsMax = 3

/** Workers that die or are stopped while they hold jobs. */
export const workerDeaths: Row[] = [
  {
    id: 'F4',
    title: 'worker killed in the middle of a picture',
    short: true,
    workers: 1,
    async run(stage) {
      await stage.startApi()
      stage.servers.model.usually = () => pictureAfter(1_500)
      const killAt = (step: FailpointName): Plan => ({ acts: [{ step, nth: 1, act: 'kill' }] })
      const killsBefore = stage.slots.killCount
      await Promise.all([
        stage.startWorker({ plan: killAt('job.first_text'), nextPlan: once(killAt('job.answered')) }),
        stage.startWorker({ plan: killAt('job.claimed'), nextPlan: once(killAt('job.finished_picture')) }),
        stage.startWorker(),
      ])
      await stage.crowd.post(4)
      const posted = stage.crowd.post(stage.size(16, 60), { everyMs: 250 })
      await waitFor('four to be killed', () => stage.slots.killCount - killsBefore === 4, 2 * takeoverMaxMs)
      await posted
      stage.servers.model.usually = () => pictureAfter(150)
      return 'killed at the claim, at the first text, with the whole answer, with the finished picture; a third worker lives'
    },
  },
  {
    id: 'F5',
    title: 'worker killed after the commit of a result, before its event was published',
    short: true,
    workers: 1,
    async run(stage) {
      await stage.startApi()
      const doomed = await stage.startWorker({
        plan: { acts: [{ step: 'job.settled', nth: 1, act: 'kill' }] },
      })
      await stage.startWorker()
      const posted = await stage.crowd.post(stage.size(8, 40))
      await waitFor('the worker to die', () => !doomed.first.isRunning, takeoverMaxMs)
      const jobId = doomed.first.steps.find(({ act }) => act === 'kill')?.jobId
      const tag = posted.find(({ acknowledged }) => acknowledged?.jobId === jobId)?.tag ?? ''
      stage.expect(stage.servers.model.callsFor(tag) === 1, 'a job that was settled is not drawn again')
      return 'SIGKILL at job.settled'
    },
  },
  {
    id: 'F6',
    title: 'a job that kills its worker every time',
    short: true,
    isLong: true,
    async run(stage) {
      await stage.startApi()
      const crashing: Plan = { acts: [{ step: 'job.first_text', nth: 1, act: 'kill' }] }
      await stage.startWorker({
        plan: crashing,
        nextPlan: () => crashing,
        environment: { GENERATION_ATTEMPTS: String(attemptsMax) },
      })
      const killsBefore = stage.slots.killCount
      const [request] = await stage.crowd.post(1)
      const jobId = request?.acknowledged?.jobId
      await waitFor(
        'the job to be given up',
        async () => {
          const { rows } = await stage.pool.query<{ status: string }>(
            'select status from generation_jobs where id = $1',
            [jobId],
          )
          return rows[0]?.status === 'FAILED'
        },
        (attemptsMax + 1) * takeoverMaxMs,
      )
      const kills = stage.slots.killCount - killsBefore
      stage.expect(kills === attemptsMax, `it kills ${attemptsMax} workers and no more (it killed ${kills})`)
      return `killed its worker ${kills} times, then FAILED`
    },
  },
  {
    id: 'F7',
    title: 'worker stopped (SIGSTOP) for longer than a lease, then continued',
    short: true,
    async run(stage) {
      const stoppedWorker = await runWithStoppedWorker(stage, {
        acts: [{ step: 'job.answered', nth: 1, act: 'stop' }],
      })
      stage.slots.interrupt(stoppedWorker.first, Date.now())
      const jobId = await waitForTakeover(stage, stoppedWorker.first.steps)
      stoppedWorker.first.signal('SIGCONT')
      await expectDropped(stage, stoppedWorker.first, jobId)
      return 'SIGSTOP with a whole answer in hand, SIGCONT after another worker had ended the job'
    },
  },
  {
    id: 'F8',
    title: 'event loop of a worker blocked for longer than a lease',
    short: false,
    async run(stage) {
      const ms = stage.size(standstillMs, 40_000)
      const stoppedWorker = await runWithStoppedWorker(stage, {
        acts: [{ step: 'job.answered', nth: 1, act: 'busy', ms }],
      })
      stage.slots.interrupt(stoppedWorker.first, Date.now())
      const jobId = await waitForTakeover(stage, stoppedWorker.first.steps)
      await expectDropped(stage, stoppedWorker.first, jobId, ms + takeoverMaxMs)
      return `event loop busy for ${ms / 1_000} s with a whole answer in hand`
    },
  },
  {
    id: 'F31',
    title: 'worker killed between the steps of statements that claim and end several jobs',
    short: false,
    workers: 1,
    async run(stage) {
      await stage.startApi()
      stage.servers.model.usually = () => pictureAfter(300)
      // Not the first statement of a process, which claims or ends one job.
      const killAt = (step: FailpointName): Plan => ({ acts: [{ step, nth: 3, act: 'kill' }] })
      const killsBefore = stage.slots.killCount
      await Promise.all([
        stage.startWorker({ plan: killAt('claim.asked'), nextPlan: once(killAt('claim.committed')) }),
        stage.startWorker({ plan: killAt('settle.asked'), nextPlan: once(killAt('settle.committed')) }),
        stage.startWorker(),
      ])
      const posted = stage.crowd.post(stage.size(60, 150), { everyMs: 100 })
      await waitFor('four to be killed', () => stage.slots.killCount - killsBefore === 4, 3 * takeoverMaxMs)
      const requests = await posted
      stage.servers.model.usually = () => pictureAfter(150)
      const committed = stage.slots.steps.find(({ step, act }) => step === 'settle.committed' && act)
      const tag = requests.find(({ acknowledged }) => acknowledged?.jobId === committed?.jobId)?.tag ?? ''
      stage.expect(
        !tag || stage.servers.model.callsFor(tag) === 1,
        'a job that was ended with others is not drawn again',
      )
      return 'SIGKILL before and after the commit of a statement that claims, and of one that ends jobs; a third worker lives'
    },
  },
]

/** A plan for the next process only. */
function once(plan: Plan): () => Plan {
  const plans = [plan]
  return () => plans.shift() ?? {}
}

async function runWithStoppedWorker(stage: Stage, plan: Plan) {
  await stage.startApi()
  const stoppedWorker = await stage.startWorker({ plan, environment: { SVG_WORKER_CONCURRENCY: '1' } })
  const [first] = await stage.crowd.post(1)
  if (!first?.acknowledged) throw new Error('the first job was not accepted')
  await waitFor(
    'the worker to stand still',
    () => stoppedWorker.first.steps.some(({ act }) => act !== undefined),
    takeoverMaxMs,
  )
  await stage.startWorker()
  await stage.crowd.post(stage.size(6, 30))
  return stoppedWorker
}

/** Waits until another worker has ended the stopped worker's job. */
async function waitForTakeover(
  stage: Stage,
  told: Stage['slots']['steps'] | readonly { act?: string; jobId?: string }[],
): Promise<string> {
  const jobId = told.find(({ act }) => act !== undefined)?.jobId ?? ''
  await waitFor(
    'another worker to end the job',
    () => stage.slots.steps.some((step) => step.step === 'job.settled' && step.jobId === jobId),
    2 * takeoverMaxMs,
  )
  return jobId
}

/** The stopped worker continues, finds its lease lost, and writes nothing. */
async function expectDropped(
  stage: Stage,
  late: { output(): string; pid: number },
  jobId: string,
  maxMs = takeoverMaxMs,
): Promise<void> {
  const said = await waitFor(
    'the late worker to drop its result',
    () => late.output().includes('its result is dropped'),
    maxMs,
  ).catch(() => false)
  stage.expect(said, 'the late worker says that its lease is lost')
  const settledBy = stage.slots.steps.filter((step) => step.step === 'job.settled' && step.jobId === jobId)
  stage.expect(
    settledBy.every(({ pid }) => pid !== late.pid),
    'the late worker settles nothing',
  )
}
