import pg from 'pg'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { acceptByHand } from '../../../../../test/harness/job-by-hand.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { openRealtimeBus, openRealtimeListener } from '../../platform/realtime/index.ts'
import type { GenerationEvents } from '../jobs/events.ts'
import type { JobListener } from './job-inbox.ts'
import { isPreview, type JobPosition } from './job-position.ts'
import { watchJob } from './watch-job.ts'

const api = keepForSuite(await startTestApi())
const { client, id: userId } = await api.signUp()
const accept = () => acceptByHand(api, client, userId)

const never = 3_600_000

/** Watches until the end of the test, and records the messages as words. */
function watch(
  jobId: string,
  waitMs: number,
  listener: JobListener = api.resources.listener,
  after?: JobPosition,
) {
  const leaving = new AbortController()
  onTestFinished(() => leaving.abort())
  const { database, log } = api.resources
  const told: string[] = []
  const deps = { db: database.db, listener, log }
  const done = (async () => {
    for await (const news of watchJob(
      deps,
      { userId, jobId, after, isShown: true },
      leaving.signal,
      waitMs,
    )) {
      if (news.kind === 'quiet') told.push('quiet')
      else told.push(isPreview(news.event) ? `preview ${news.event.sequence}` : news.event.status)
    }
  })()
  done.catch(() => undefined)
  return { told, done, leave: () => leaving.abort() }
}

describe('a job that is watched', () => {
  it('is read again when no event arrives, so that a lost message costs no more than that time', async () => {
    const job = await accept()
    const { told, done } = watch(job.id, 50)
    await waitFor('quiet', () => told.includes('quiet'))
    await job.start({ quietly: true })
    await waitFor('the beginning', () => told.at(-1) === 'RUNNING' || told.includes('RUNNING'))
    await job.requeue({ quietly: true })
    await waitFor('the return', () => told.filter((word) => word === 'QUEUED').length === 2)
    await job.start({ quietly: true })
    await job.succeed({ quietly: true })
    await done
    const states = told.filter((word) => word !== 'quiet')
    expect(states.slice(0, 3)).toEqual(['QUEUED', 'RUNNING', 'QUEUED'])
    // A read may happen between the second start and the end.
    expect(states.slice(3).filter((state) => state !== 'RUNNING')).toEqual(['SUCCEEDED'])
  })

  it('is not read while events arrive, except for the attempt that they belong to', async () => {
    const job = await accept()
    const { told } = watch(job.id, never)
    await waitFor('the state', () => told.length === 1)
    await job.start()
    await waitFor('the beginning', () => told.includes('RUNNING'))
    let asked = 0
    const count = () => {
      asked += 1
    }
    const { pool } = api.resources.database
    pool.on('acquire', count)
    onTestFinished(() => void pool.off('acquire', count))
    for (let sequence = 1; sequence <= 20; sequence += 1) {
      job.preview(sequence)
      job.progress(10 + sequence)
      await waitFor('both', () => told.length === 2 + 2 * sequence)
    }
    expect(asked).toBe(0)
  })

  it('holds no connection of the database while nothing happens', async () => {
    const job = await accept()
    const { told } = watch(job.id, never)
    await waitFor('the state', () => told.length === 1)
    const { pool } = api.resources.database
    await waitFor('an idle pool', () => pool.idleCount === pool.totalCount && pool.waitingCount === 0)
  })

  it('of another user, or of nobody, is not found, and leaves no subscription', async () => {
    const job = await accept()
    const stranger = await api.client().register()
    const { database, listener, log } = api.resources
    const before = listener.size
    const open = new AbortController().signal
    for (const of of [
      { userId: stranger.id, jobId: job.id },
      { userId, jobId: crypto.randomUUID() },
    ])
      await expect(
        watchJob({ db: database.db, listener, log }, { ...of, isShown: true }, open).next(),
      ).rejects.toMatchObject({
        code: 'job_not_found',
      })
    expect(listener.size).toBe(before)
  })

  it('that is deleted is watched no longer', async () => {
    const job = await accept()
    const { told, done } = watch(job.id, 50)
    await waitFor('the state', () => told.length > 0)
    await api.database.pool.query('delete from generation_jobs where id = $1', [job.id])
    await done
  })

  it('is no longer watched when its watcher stops, whatever it waits for', async () => {
    const before = api.resources.listener.size
    const job = await accept()
    const { told, done, leave } = watch(job.id, never)
    await waitFor('the state', () => told.length > 0)
    expect(api.resources.listener.size).toBe(before + 1)
    leave()
    await done
    expect(api.resources.listener.size).toBe(before)
  })

  it('is still watched when the database does not answer in between', async () => {
    const job = await accept()
    const { told, done } = watch(job.id, 50)
    await waitFor('quiet', () => told.includes('quiet'))
    const name = new URL(api.database.url).pathname.slice(1)
    const admin = keep(await openAdmin())
    await admin.client.query(`alter database ${name} with allow_connections false`)
    onTestFinished(async () => {
      await admin.client.query(`alter database ${name} with allow_connections true`)
    })
    await admin.client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
      name,
    ])
    const before = told.length
    await waitFor('three looks in vain', () => told.length >= before + 3)
    await admin.client.query(`alter database ${name} with allow_connections true`)
    await waitFor('the database', () =>
      job.start({ quietly: true }).then(
        () => true,
        () => false,
      ),
    )
    await waitFor('the beginning', () => told.includes('RUNNING'))
    await job.succeed()
    await done
  })
})

it('what happened while the bus was disconnected is read when it is back', async () => {
  const { log } = api.resources
  const listenerPool = new pg.Pool({
    connectionString: api.database.url,
    max: 2,
    application_name: 'the bus',
  })
  listenerPool.on('error', () => undefined)
  onTestFinished(() => listenerPool.end())
  const bus = keep(await openRealtimeBus({ kind: 'postgres', pool: listenerPool }, log))
  const listener = keep(await openRealtimeListener<GenerationEvents>(bus, log))
  const job = await accept()
  // Without the message of the bus the row would be read again in an hour.
  const { told, done } = watch(job.id, never, listener)
  await waitFor('the state', () => told.includes('QUEUED'))
  await job.start({ quietly: true })
  await job.succeed({ quietly: true })
  await api.database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'the bus' and datname = current_database()`,
  )
  await done
  expect(told).toEqual(['QUEUED', 'SUCCEEDED'])
})

async function openAdmin() {
  const client = new pg.Client({ connectionString: inject('postgresUrl') })
  await client.connect()
  return { client, [Symbol.asyncDispose]: () => client.end() }
}

it('a socket gets the end of its job also when the message about it is in a form that this version does not hear', async () => {
  const job = await accept()
  const socket = client.connect()
  onTestFinished(() => void socket.close())
  const states: string[] = []
  socket.on('generation-job:update', (update) => {
    if (update.jobId === job.id) states.push(update.status)
  })
  await waitFor('the state at the beginning', () => states.includes('QUEUED'))
  await job.start({ quietly: true })
  await job.succeed({ quietly: true })
  await waitFor('the end', () => states.includes('SUCCEEDED'))
})
