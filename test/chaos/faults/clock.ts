import { waitFor } from '../../harness/wait.ts'
import { pictureAfter } from '../model.ts'
import type { Row } from '../run-fault.ts'

const tenMinutesMs = 10 * 60_000
const secondsMs = 1_000

export const clockTroubles: Row[] = [
  {
    id: 'F20',
    title: 'clocks that are ten minutes wrong, and that step while jobs run',
    short: true,
    isLong: true,
    spoilsStage: true,
    async run(stage) {
      await stage.startApi()
      await stage.startApi({ plan: { clock: { shiftMs: tenMinutesMs, afterMs: 0 } } })
      const early = await stage.startWorker({
        plan: { clock: { shiftMs: tenMinutesMs, afterMs: 3 * secondsMs } },
      })
      const late = await stage.startWorker({
        plan: { clock: { shiftMs: -tenMinutesMs, afterMs: 3 * secondsMs } },
      })
      stage.servers.model.usually = () => pictureAfter(1_500)
      const posted = await stage.crowd.post(stage.size(24, 120), { everyMs: 150 })
      await waitFor(
        'both workers to have ended jobs',
        () => [early, late].every(({ first }) => first.steps.some(({ step }) => step === 'job.settled')),
        60_000,
      )
      stage.servers.model.usually = () => pictureAfter(150)
      const ids = new Set(posted.map(({ acknowledged }) => acknowledged?.jobId))
      await waitFor(
        'the jobs to end',
        () =>
          stage.slots.steps.filter(({ step, jobId }) => step === 'job.settled' && ids.has(jobId)).length ===
          ids.size,
        60_000,
      )
      const calls = posted.reduce((sum, { tag }) => sum + stage.servers.model.callsFor(tag), 0)
      stage.expect(
        calls === posted.length,
        `no job is taken from the worker that draws it (${calls} calls for ${posted.length} jobs)`,
      )
      // Times that a wrong clock has written must not keep other workers from finding the jobs of a dead one.
      await early.stop()
      const doomed = await stage.startWorker({
        plan: { acts: [{ step: 'job.claimed', nth: 1, act: 'kill' }] },
      })
      await stage.crowd.post(stage.size(8, 40), { everyMs: 50 })
      await waitFor('a worker to be killed', () => !doomed.first.isRunning)
      return 'an API ten minutes ahead; one worker steps ten minutes ahead, one back, while they draw; then another is killed'
    },
  },
]
