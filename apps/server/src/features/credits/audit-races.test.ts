import { expect, it } from 'vitest'
import { type Answer, type Client, testPassword } from '../../../../../test/harness/client.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { startScriptedApi } from '../../../../../test/harness/scripted-api.ts'
import { answerWith, smallPicture } from '../../../../../test/harness/scripted-model.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { createDb } from '../../platform/db/index.ts'
import { auditLedger } from './audit-ledger.ts'

const usersAtOnce = 4
const jobsOfEach = 6

type Job = { id: string; status: string; generation: { id: string } | null }

it('an audit beside sign-ups, jobs that succeed, fail and wait, and deletions of pictures and accounts finds nothing', async () => {
  const api = keep(await startScriptedApi({ SVG_WORKER_CONCURRENCY: '4' }))
  const scripts = Array.from({ length: (usersAtOnce * jobsOfEach) / 2 }, () => [
    { kind: 'stream' as const, steps: [], finish: 'content_filter' as const },
    answerWith(smallPicture),
  ])
  api.model.respondWith(...scripts.flat())
  const db = createDb(api.database.pool)
  const audit = () => auditLedger(db, new AbortController().signal, 5)

  let isOver = false
  const statesSeen = new Set<string>()
  const jobsSeen = new Set<number>()
  async function auditUntilOver(): Promise<void> {
    while (!isOver) {
      const report = await audit()
      expect(report).toMatchObject({ broken: {}, findings: [] })
      jobsSeen.add(report.checked.jobs)
      const { rows } = await api.database.pool.query('select distinct status from generation_jobs')
      for (const { status } of rows) statesSeen.add(status)
    }
  }
  const lives = Array.from({ length: usersAtOnce }, (_, index) => liveThrough(api.client(), index % 2 === 0))
  const load = Promise.all(lives).finally(() => {
    isOver = true
  })
  await Promise.all([load, auditUntilOver()])
  expect([...statesSeen].sort()).toEqual(['FAILED', 'QUEUED', 'RUNNING', 'SUCCEEDED'])
  expect(jobsSeen.size).toBeGreaterThan(5)
  expect(await audit()).toMatchObject({ broken: {}, checked: { users: usersAtOnce / 2 } })
})

async function liveThrough(client: Client, leavesAfterwards: boolean): Promise<void> {
  await client.register()
  const ids = []
  for (let count = 0; count < jobsOfEach; count += 1) {
    const ask = () =>
      client.post('/svg/generate-svg', { prompt: 'a blue circle, quite round', style: 'flat' })
    const answer = await retryUntil(ask, 202)
    ids.push((answer.body as { job: Job }).job.id)
  }
  for (const id of ids) {
    const job = await waitFor(
      'the end of a job',
      async () => {
        const answer = await retryUntil(() => client.get(`/svg/generation-jobs/${id}`), 200)
        const { job: now } = answer.body as { job: Job }
        return ['SUCCEEDED', 'FAILED'].includes(now.status) && now
      },
      60_000,
    )
    const { generation } = job
    if (generation) await retryUntil(() => client.delete(`/user/generations/${generation.id}`), 200)
  }
  if (leavesAfterwards) await retryUntil(() => client.delete('/user', { password: testPassword }), 200)
}

/** Repeats the request when the service is too busy, as clients do. */
async function retryUntil(ask: () => Promise<Answer>, status: number): Promise<Answer> {
  return waitFor(`an answer ${status}`, async () => {
    const answer = await ask()
    if (answer.status === 503) return false
    expect(answer.status).toBe(status)
    return answer
  })
}
