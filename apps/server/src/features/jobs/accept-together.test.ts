import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../../../../../test/harness/api.ts'
import { countRuns } from '../../../../../test/harness/count-runs.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { waitForLock } from '../../../../../test/harness/wait.ts'
import { type AcceptOutcome, createAcceptJobs, type NewJobs } from './accept-store.ts'
import { findOwnJobs } from './store.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api[Symbol.asyncDispose]())

const register = async (credits = 10): Promise<string> => {
  const { id } = await api.client().register()
  await api.database.pool.query(
    `with spent as (update users set credits = $2 where id = $1 returning id)
     insert into credit_entries (id, user_id, delta, reason) select gen_random_uuid(), id, $2 - 10, 'GRANT' from spent where $2 <> 10`,
    [id, credits],
  )
  return id
}

const requestOf = (userId: string, about: Partial<NewJobs> = {}): NewJobs => ({
  userId,
  style: 'flat',
  model: 'composer',
  requestedModel: null,
  privacy: false,
  options: null,
  kind: 'draw',
  parentId: null,
  idempotencyKey: null,
  requestHash: 'f'.repeat(64),
  requestId: 'request',
  traceParent: null,
  pictures: [pictureOf(userId)],
  noticeId: uuidv7(),
  amount: 1,
  countsToday: true,
  perDayMax: 10,
  unfinishedMax: 10,
  uselessMax: 10,
  versionsMax: null,
  ...about,
})

const pictureOf = (userId: string, seed = 1) => ({
  id: crypto.randomUUID(),
  chargeId: crypto.randomUUID(),
  prompt: `a lighthouse of ${userId}`,
  seed,
})

const kindsOf = (outcomes: AcceptOutcome[]) => outcomes.map(({ kind }) => kind)

it('requests of different users that arrive together share statements, and each gets its own rows', async () => {
  const { db } = api.resources.database
  const accept = createAcceptJobs(db)
  const userIds = await Promise.all(Array.from({ length: 12 }, () => register(2)))
  const requests = userIds.map((userId, at) =>
    requestOf(userId, {
      idempotencyKey: 'once',
      options: { width: 512, height: 256 + at },
      pictures: Array.from({ length: 1 + (at % 2) }, (_, seed) => pictureOf(userId, seed)),
    }),
  )
  let outcomes: AcceptOutcome[] = []
  const runs = await countRuns(api, async () => {
    outcomes = await Promise.all(requests.map(accept))
  })
  expect(runs).toEqual({ accept_jobs: 1 })
  for (const [at, outcome] of outcomes.entries()) {
    const request = requests[at]
    if (!request || outcome.kind !== 'accepted') throw new Error(outcome.kind)
    expect(outcome.credits).toBe(2 - request.pictures.length)
    expect(outcome.jobs.map(({ id }) => id)).toEqual(request.pictures.map(({ id }) => id))
    const rows = await findOwnJobs(db, request.userId, outcome.jobs)
    expect(rows.map(({ job }) => job)).toEqual(outcome.jobs.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
  }
  const { rows } = await api.database.pool.query(
    `select user_id from notifications where type = 'LOW_CREDITS' and user_id = any($1)`,
    [userIds],
  )
  expect(rows).toHaveLength(6)
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})

it('a request that is refused or that the database rejects does not affect the others', async () => {
  const { db } = api.resources.database
  const accept = createAcceptJobs(db)
  const [poor, suspended, repeated, twice, ...rich] = await Promise.all([
    register(0),
    register(),
    register(),
    register(1),
    register(),
    register(),
  ])
  await api.database.pool.query('update users set suspended_at = now() where id = $1', [suspended])
  const key = { idempotencyKey: 'the same' }
  expect(await accept(requestOf(repeated ?? '', key))).toMatchObject({ kind: 'accepted' })
  const requests = [poor, suspended, repeated, twice, twice, ...rich].map((userId = '') =>
    requestOf(userId, key),
  )
  const outcomes = await Promise.all(requests.map(accept))
  expect(kindsOf(outcomes.slice(0, 3))).toEqual(['refused', 'refused', 'refused'])
  expect(kindsOf(outcomes.slice(3, 5)).sort()).toEqual(['accepted', 'refused'])
  expect(kindsOf(outcomes.slice(5))).toEqual(['accepted', 'accepted'])

  const tooLarge = requestOf(rich[0] ?? '', { pictures: [pictureOf('', 2 ** 40)] })
  const [rejected, fine] = await Promise.allSettled([accept(tooLarge), accept(requestOf(rich[1] ?? ''))])
  expect(rejected.status).toBe('rejected')
  expect(fine).toMatchObject({ status: 'fulfilled', value: { kind: 'accepted' } })
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})

it('a user whose row is locked delays no other user, and is accepted afterwards', async () => {
  const accept = createAcceptJobs(api.resources.database.db)
  const [slow, ...others] = await Promise.all(Array.from({ length: 5 }, () => register()))
  const holder = await api.database.pool.connect()
  try {
    await holder.query('begin')
    await holder.query('select from users where id = $1 for update', [slow])
    let isAnswered = false
    const waiting = accept(requestOf(slow ?? '')).finally(() => {
      isAnswered = true
    })
    expect(kindsOf(await Promise.all(others.map((id) => accept(requestOf(id)))))).toEqual(
      Array(4).fill('accepted'),
    )
    await waitForLock(api.database.pool, 'the user that waits for the row')
    expect(isAnswered).toBe(false)
    await holder.query('commit')
    expect(await waiting).toMatchObject({ kind: 'accepted' })
  } finally {
    holder.release()
  }
})

it('many users with many requests each get exactly what they can pay for, from two processes', async () => {
  const processes = [1, 2].map(() => createAcceptJobs(api.resources.database.db))
  const userIds = await Promise.all(Array.from({ length: 8 }, (_, at) => register(at)))
  const requests = Array.from({ length: 10 }, () => userIds.map((id) => requestOf(id))).flat()
  const outcomes = await Promise.all(
    requests.map((request, at) => processes[at % 2]?.(request) ?? { kind: 'refused' as const }),
  )
  const accepted = new Map<string, number>()
  for (const [at, { kind }] of outcomes.entries()) {
    const userId = requests[at]?.userId ?? ''
    if (kind === 'accepted') accepted.set(userId, (accepted.get(userId) ?? 0) + 1)
  }
  expect(userIds.map((id) => accepted.get(id) ?? 0)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})
