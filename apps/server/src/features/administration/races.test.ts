import { expect, it } from 'vitest'
import { signUpAdministrator } from '../../../../../test/harness/administrator.ts'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { type Answer, errorCodeOf, testPassword } from '../../../../../test/harness/client.ts'
import { acceptByHand } from '../../../../../test/harness/job-by-hand.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { lockQueuedJobs } from '../jobs/cancel-store.ts'
import { claimJob } from '../jobs/claim-store.ts'

const api = keepForSuite(await startTestApi({ DATABASE_POOL_MAX: '30' }))
const admin = (await signUpAdministrator(api)).client

const reason = 'a race'
const picture = { prompt: 'a lighthouse in the fog', style: 'minimal' }
const jobIdOf = ({ body }: Answer) => (body as { job: { id: string } }).job.id

async function readOne<Row extends object>(text: string, ...values: unknown[]): Promise<Row> {
  const { rows } = await api.database.pool.query<Row>(text, values)
  return rows[0] as Row
}

const creditsOf = async (id: string) =>
  (await readOne<{ credits: number }>('select credits from users where id = $1', id)).credits

const claimAny = () => claimJob(api.resources.database.db, crypto.randomUUID(), crypto.randomUUID(), 60_000)

it('grants parallel to charges lose and create no credit', async () => {
  const { client, id } = await api.signUp()
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      at % 2 === 0
        ? client.post('/svg/generate-svg', picture)
        : admin.post(`/admin/users/${id}/credits`, { amount: at % 4 === 1 ? 3 : -2, reason }),
    ),
  )
  const charges = answers.filter(({ status }) => status === 202).length
  const granted = answers.reduce((sum, { status }, at) => {
    if (status !== 200) return sum
    return sum + (at % 4 === 1 ? 3 : -2)
  }, 0)
  expect(await creditsOf(id)).toBe(10 + granted - charges)
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})

it('a balance pays for exactly as many parallel removals as it covers', async () => {
  const { id } = await api.signUp()
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => admin.post(`/admin/users/${id}/credits`, { amount: -3, reason })),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 409, 409, 409, 409, 409])
  expect(await creditsOf(id)).toBe(1)
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})

it('a grant with one key is given once, also with parallel requests', async () => {
  const { id } = await api.signUp()
  const headers = { 'idempotency-key': crypto.randomUUID() }
  const answers = await Promise.all(
    Array.from({ length: 12 }, () =>
      admin.post(`/admin/users/${id}/credits`, { amount: 7, reason }, headers),
    ),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(200))
  const replayed = answers.filter((answer) => answer.headers.get('idempotency-replayed') === 'true')
  expect(replayed).toHaveLength(11)
  expect(await creditsOf(id)).toBe(17)
})

it('no job that is accepted during a suspension survives it', async () => {
  for (let round = 0; round < 6; round += 1) {
    const { client, id } = await api.signUp()
    const [suspended, ...asked] = await Promise.all([
      admin.post(`/admin/users/${id}/suspend`, { reason }),
      ...Array.from({ length: 8 }, () => client.post('/svg/generate-svg', picture)),
    ])
    expect(suspended?.status).toBe(200)
    for (const { status } of asked) expect([202, 401]).toContain(status)
    const { unfinished } = await readOne<{ unfinished: number }>(
      `select count(*)::int as unfinished from generation_jobs where user_id = $1 and status in ('QUEUED', 'RUNNING')`,
      id,
    )
    expect(unfinished).toBe(0)
    expect(await creditsOf(id)).toBe(10)
  }
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})

it('no session that starts during a suspension survives it', async () => {
  for (let round = 0; round < 4; round += 1) {
    const { id, email } = await api.signUp()
    const clients = Array.from({ length: 4 }, () => api.client())
    const [suspended, ...logins] = await Promise.all([
      admin.post(`/admin/users/${id}/suspend`, { reason }),
      ...clients.map((client) => client.post('/auth/login', { email, password: testPassword })),
    ])
    expect(suspended?.status).toBe(200)
    for (const { status } of logins) expect([200, 403]).toContain(status)
    for (const client of clients) expect((await client.get('/auth/current-user')).status).toBe(401)
  }
})

it('two administrators who suspend each other leave one', async () => {
  const alone = await startTestApi()
  try {
    const [one, other] = [await signUpAdministrator(alone), await signUpAdministrator(alone)]
    const answers = await Promise.all([
      one.client.post(`/admin/users/${other.id}/suspend`, { reason }),
      other.client.post(`/admin/users/${one.id}/suspend`, { reason }),
    ])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const refused = answers.find(({ status }) => status !== 200)
    expect([401, 409]).toContain(refused?.status)
  } finally {
    await alone[Symbol.asyncDispose]()
  }
})

it('a failed job with many parallel retries has one successor', async () => {
  const { client, id } = await api.signUp()
  const job = await acceptByHand(api, client, id)
  await job.start()
  await job.fail()
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => admin.post(`/admin/jobs/${job.id}/retry`, { reason })),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(202))
  expect(new Set(answers.map(jobIdOf)).size).toBe(1)
  const { jobs } = await readOne<{ jobs: number }>(
    'select count(*)::int as jobs from generation_jobs where user_id = $1',
    id,
  )
  expect(jobs).toBe(2)
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})

it('after the answer to a pause nothing is claimed, not even by claims that had started before', async () => {
  const { client, id } = await api.signUp()
  await admin.post(`/admin/users/${id}/credits`, { amount: 100, reason })
  for (let round = 0; round < 5; round += 1) {
    await Promise.all(Array.from({ length: 10 }, () => client.post('/svg/generate-svg', picture)))
    const claims = Array.from({ length: 8 }, claimAny)
    const pause = admin.post('/admin/queue/pause', { reason })
    const late = Array.from({ length: 8 }, claimAny)
    expect((await pause).status).toBe(200)
    const { at } = await readOne<{ at: Date }>('select clock_timestamp() as at')
    await Promise.all([...claims, ...late])
    const { claimed } = await readOne<{ claimed: number }>(
      'select count(*)::int as claimed from generation_jobs where last_started_at > $1',
      at,
    )
    expect(claimed).toBe(0)
    expect(await claimAny()).toBeUndefined()
    await admin.post('/admin/queue/resume', { reason })
  }
  await admin.post('/admin/queue/drain', { reason })
})

it('a claim that waits for a pause claims nothing', async () => {
  const { client } = await api.signUp()
  await client.post('/svg/generate-svg', picture)
  const pausing = await api.database.pool.connect()
  try {
    await pausing.query('begin')
    await pausing.query('select pg_advisory_xact_lock(7342093)')
    await pausing.query(`insert into queue_pause (reason) values ('by hand')`)
    const claim = claimAny()
    await expect
      .poll(async () => {
        const { waiting } = await readOne<{ waiting: number }>(
          `select count(*)::int as waiting from pg_locks where locktype = 'advisory' and not granted`,
        )
        return waiting
      })
      .toBeGreaterThan(0)
    await pausing.query('commit')
    expect(await claim).toBeUndefined()
  } finally {
    pausing.release()
    await admin.post('/admin/queue/resume', { reason })
    await admin.post('/admin/queue/drain', { reason })
  }
})

it('each job of a drained queue is claimed or cancelled, never both', async () => {
  const { client, id } = await api.signUp()
  await admin.post(`/admin/users/${id}/credits`, { amount: 100, reason })
  await Promise.all(Array.from({ length: 40 }, () => client.post('/svg/generate-svg', picture)))
  const before = await creditsOf(id)
  const [drains, claims] = await Promise.all([
    Promise.all([1, 2].map(() => admin.post('/admin/queue/drain', { reason }))),
    Promise.all(Array.from({ length: 20 }, claimAny)),
  ])
  const claimed = claims.filter((job) => job !== undefined).length
  const cancelled = drains.reduce((sum, { body }) => sum + (body as { cancelled: number }).cancelled, 0)
  expect(claimed + cancelled).toBe(40)
  expect(await creditsOf(id)).toBe(before + cancelled)
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})

it('a drain skips a job that is locked at the moment', async () => {
  const { client } = await api.signUp()
  const held = jobIdOf(await client.post('/svg/generate-svg', picture))
  const free = jobIdOf(await client.post('/svg/generate-svg', picture))
  const claiming = await api.database.pool.connect()
  try {
    await claiming.query('begin')
    await claiming.query('select from generation_jobs where id = $1 for update', [held])
    const locked = await api.resources.database.db.transaction((tx) => lockQueuedJobs(tx, 100))
    expect(locked).toContain(free)
    expect(locked).not.toContain(held)
    await claiming.query('rollback')
  } finally {
    claiming.release()
  }
  expect(errorCodeOf(await admin.post(`/admin/jobs/${held}/cancel`, { reason }))).toBeUndefined()
})
