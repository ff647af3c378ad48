import type pg from 'pg'
import { waitFor } from '../../harness/wait.ts'
import type { Row } from '../run-fault.ts'
import type { Stage } from '../stage.ts'

/** The API dies between two steps of an acceptance; a supervisor starts it again. */
export const apiDeaths: Row[] = [
  {
    id: 'F1',
    title: 'API killed after the commit, before the queue entry',
    short: true,
    workers: 1,
    run: (stage) => killAt(stage, 'accept.committed'),
  },
  {
    id: 'F2',
    title: 'API killed before the commit, and while the commit waits',
    short: false,
    workers: 1,
    async run(stage) {
      const done = await killAt(stage, 'accept.asked')
      await killWhileLocked(stage)
      return `${done}; killed while a lock held the commit back`
    },
  },
  {
    id: 'F3',
    title: 'API killed when the job is enqueued',
    short: true,
    workers: 1,
    run: (stage) => killAt(stage, 'queue.entry_added'),
  },
]

async function killAt(
  stage: Stage,
  step: 'accept.asked' | 'accept.committed' | 'queue.entry_added',
): Promise<string> {
  await stage.startWorker()
  const doomed = await stage.startApi({ plan: { acts: [{ step, nth: 3, act: 'kill' }] } })
  const posted = await stage.crowd.post(stage.size(8, 40))
  await waitFor(`the API to die at ${step}`, () => !doomed.first.isRunning)
  const unanswered = posted.filter(({ answers }) => answers.includes(0)).length
  return `SIGKILL at ${step}, third time; ${unanswered} of ${posted.length} requests had to be sent again`
}

/**
 * The server has the statement when its client dies, so it may still execute it. A client that repeats the
 * request then gets that job.
 */
async function killWhileLocked({ crowd, slots, pool, expect }: Stage): Promise<void> {
  const [member] = crowd.members
  const api = slots.all.find(({ name }) => name === 'api')
  if (!member || !api) throw new Error('nobody to ask')
  const blocker = await pool.connect()
  try {
    await blocker.query('begin')
    await blocker.query('select 1 from users where id = $1 for update', [member.userId])
    const posting = crowd.post(1, { by: member })
    await waitFor('the acceptance to wait for the lock', () => isWaiting(pool))
    const old = api.current
    old.signal('SIGKILL')
    await old.exited
    await blocker.query('commit')
    const [request] = await posting
    expect(request?.acknowledged !== undefined, 'the request that was cut off is answered later')
  } finally {
    await blocker.query('rollback').catch(() => undefined)
    blocker.release()
  }
}

async function isWaiting(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query(
    `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%generation_jobs%'`,
  )
  return rows.length > 0
}
