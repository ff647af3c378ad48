import { uuidv7 } from 'uuidv7'
import { expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { acceptJobs, type NewJobs } from './accept-store.ts'
import { findOwnJobs } from './store.ts'

it.each([1, 3])('%i accepted jobs are returned as their rows are', async (count) => {
  const api = keep(await startTestApi())
  const { db } = api.resources.database
  const user = await api.client().register()
  const request: NewJobs = {
    userId: user.id,
    style: 'flat',
    model: 'composer',
    requestedModel: 'gpt-4o',
    privacy: true,
    options: { width: 512, height: 256, palette: ['#264653', '#e9c46a'] },
    kind: 'draw',
    parentId: null,
    idempotencyKey: 'once',
    requestHash: 'f'.repeat(64),
    requestId: 'request',
    traceParent: null,
    pictures: Array.from({ length: count }, (_, seed) => ({
      id: crypto.randomUUID(),
      chargeId: crypto.randomUUID(),
      prompt: `a lighthouse, the keeper's dog and $${seed}`,
      seed,
    })),
    noticeId: uuidv7(),
    amount: 1,
    countsToday: true,
    perDayMax: 10,
    unfinishedMax: 10,
    uselessMax: 10,
    versionsMax: 10,
  }
  const outcome = await acceptJobs(db, request)
  if (outcome.kind !== 'accepted') throw new Error(outcome.kind)
  const rows = await findOwnJobs(db, user.id, outcome.jobs)
  expect(outcome.jobs).toHaveLength(count)
  for (const accepted of outcome.jobs)
    expect(rows.find(({ job }) => job.id === accepted.id)?.job).toEqual(accepted)
  expect(outcome.jobs.map(({ id }) => id)).toEqual(request.pictures.map(({ id }) => id))
  expect(outcome.credits).toBe(10 - count)
  expect(await acceptJobs(db, request)).toEqual({ kind: 'refused' })
})
