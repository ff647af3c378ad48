import { once } from 'node:events'
import { connect } from 'node:net'
import { beforeEach, describe, expect, it } from 'vitest'
import { signUpAdministrator } from '../../../../../test/harness/administrator.ts'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { type Answer, type Client, testPassword } from '../../../../../test/harness/client.ts'
import { workByHand } from '../../../../../test/harness/job-by-hand.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { preferredWaitSeconds } from '../jobs/prefer-wait.ts'
import { awaitJobs } from './await-jobs.ts'

let client: Client
let userId: string

const api = keepForSuite(await startTestApi())
beforeEach(async () => {
  await waitFor('nobody to wait', () => api.resources.listener.size === 0)
  ;({ client, id: userId } = await api.signUp())
})

type Body = {
  job: { id: string; status: string; generation: { svg: string } | null }
  jobs?: { status: string; generation: unknown }[]
  credits?: number
  duplicate?: boolean
  queue?: object
}

const request = { prompt: 'a blue circle, quite round', style: 'flat' }
const bodyOf = (answer: Answer) => answer.body as Body

function ask(seconds: string | number, headers: Record<string, string> = {}, body: object = request) {
  return client.post('/svg/generate-svg', body, { prefer: `wait=${seconds}`, ...headers })
}

/** The jobs that the waiting requests wait for, which the test ends. */
async function whenWaitedFor(jobs = 1, requests = 1) {
  await waitFor('waiting requests', () => api.resources.listener.size === jobs + requests)
  const { rows } = await api.database.pool.query<{ id: string }>(
    'select id from generation_jobs where user_id = $1 order by id',
    [userId],
  )
  return rows.map(({ id }) => workByHand(api, userId, id))
}

describe('a request that prefers to wait', () => {
  it('is answered with the finished job and the balance as soon as it has ended', async () => {
    const asked = ask(30)
    const [job] = await whenWaitedFor()
    await job?.start()
    await job?.succeed()
    const answer = await asked
    expect(answer.status).toBe(200)
    expect(answer.headers.get('preference-applied')).toBe('wait=30')
    expect(answer.headers.get('location')).toBe(`/api/svg/generation-jobs/${job?.id}`)
    const { job: finished, credits, queue } = bodyOf(answer)
    expect(finished).toMatchObject({ id: job?.id, status: 'SUCCEEDED' })
    expect(finished.generation?.svg).toContain('<circle')
    expect({ credits, queue }).toEqual({ credits: 9, queue: undefined })
    expect(api.resources.listener.size).toBe(0)
  })

  it('is answered with the failure and the returned credit when the job fails', async () => {
    const asked = ask('"30"')
    const [job] = await whenWaitedFor()
    await job?.start()
    await job?.fail()
    const answer = await asked
    expect(answer.status).toBe(200)
    expect(bodyOf(answer)).toMatchObject({ job: { status: 'FAILED', errorCode: 'REFUSED' }, credits: 10 })
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('gets 202 and the current job when the time has passed', async () => {
    const startMs = performance.now()
    const asked = ask(4)
    const [job] = await whenWaitedFor()
    await job?.start()
    const answer = await asked
    expect(performance.now() - startMs).toBeGreaterThan(3_990)
    expect(answer.status).toBe(202)
    expect(answer.headers.get('preference-applied')).toBe('wait=4')
    expect(bodyOf(answer)).toMatchObject({ job: { id: job?.id, status: 'RUNNING' }, credits: 9 })
  })

  it('waits for all variations', async () => {
    const asked = ask(30, {}, { ...request, count: 3 })
    const [first, ...others] = await whenWaitedFor(3)
    await first?.start()
    await first?.succeed()
    await waitFor('two to be waited for', () => api.resources.listener.size === 2 + 1)
    for (const job of others) {
      await job.start()
      await job.fail()
    }
    const answer = await asked
    expect(answer.status).toBe(200)
    const { job, jobs, credits } = bodyOf(answer)
    expect(jobs?.map(({ status }) => status)).toEqual(['SUCCEEDED', 'FAILED', 'FAILED'])
    expect(job).toEqual(jobs?.[0])
    expect(credits).toBe(9)
  })

  it('with a key that is known waits for the job of that key, and pays nothing', async () => {
    const headers = { 'idempotency-key': 'the same' }
    expect((await client.post('/svg/generate-svg', request, headers)).status).toBe(202)
    const asked = ask(30, headers)
    const [job] = await whenWaitedFor()
    await job?.start()
    await job?.succeed()
    const answer = await asked
    expect(answer.status).toBe(200)
    expect(answer.headers.get('idempotency-replayed')).toBe('true')
    expect(bodyOf(answer)).toMatchObject({
      duplicate: true,
      credits: 9,
      job: { id: job?.id, status: 'SUCCEEDED' },
    })
    const late = await ask(30, headers)
    expect({ status: late.status, body: late.body }).toEqual({ status: 200, body: answer.body })
  })

  it('leaves nothing behind when its client disconnects, and the job continues', async () => {
    const { host, port, hostname } = new URL(api.url)
    const body = JSON.stringify(request)
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    socket.write(
      `POST /api/svg/generate-svg HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${client.cookies.get('token')}\r\nPrefer: wait=60\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    )
    const [job] = await whenWaitedFor()
    socket.destroy()
    await waitFor('the listener to be gone', () => api.resources.listener.size === 0)
    await job?.start()
    await job?.succeed()
    expect((await client.get(`/svg/generation-jobs/${job?.id}`)).body).toMatchObject({ credits: 9 })
  })

  it('holds no database connection', async () => {
    const asked = [ask(30), ask(30), ask(30)]
    const jobs = await whenWaitedFor(3, 3)
    const { pool } = api.resources.database
    await waitFor('an idle pool', () => pool.idleCount === pool.totalCount && pool.waitingCount === 0)
    for (const job of jobs) await job.start().then(() => job.fail())
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200, 200])
  })

  it('is answered at once, with 202, when its instance stops', async () => {
    const leaving = await startTestApi()
    const { client: guest } = await leaving.signUp()
    const asked = guest.post('/svg/generate-svg', request, { prefer: 'wait=60' })
    await waitFor('waiting requests', () => leaving.resources.listener.size === 2)
    const startMs = performance.now()
    await leaving[Symbol.asyncDispose]()
    const answer = await asked
    expect(performance.now() - startMs).toBeLessThan(15_000)
    expect(answer.status).toBe(202)
    expect(bodyOf(answer)).toMatchObject({ job: { status: 'QUEUED' }, credits: 9 })
  })

  const ends: [string, (other: Client) => Promise<unknown>][] = [
    ['logs out', (other) => other.post('/auth/logout')],
    ['is signed out from another device', () => client.delete('/auth/sessions')],
    ['changes the password', () => changePassword()],
    ['is suspended', () => suspend()],
    ['is deleted', () => client.delete('/user', { password: testPassword })],
  ]
  const changePassword = () =>
    client.post('/auth/change-password', {
      currentPassword: testPassword,
      newPassword: 'a walk in the hills',
    })
  const suspend = async () => {
    const { client: administrator } = await signUpAdministrator(api)
    return administrator.post(`/admin/users/${userId}/suspend`, { reason: 'a test' })
  }

  it.each(ends)('is refused with 401, without the job, as soon as its owner %s', async (_what, end) => {
    const { email } = (await client.get('/auth/current-user')).body as { email: string }
    const other = api.client()
    await other.post('/auth/login', { email, password: testPassword })
    const startMs = performance.now()
    const asked = other.post('/svg/generate-svg', request, { prefer: 'wait=60' })
    await whenWaitedFor()
    expect((await end(other)) as Answer).toMatchObject({ status: 200 })
    const answer = await asked
    expect(performance.now() - startMs).toBeLessThan(20_000)
    expect(answer.status).toBe(401)
    expect(answer.body).toMatchObject({ error: 'Invalid token', code: 'invalid_token' })
    expect(answer.text).not.toContain('QUEUED')
    expect(api.resources.listener.size).toBe(0)
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('is refused with 401 instead of the picture when the message of the end of its session was lost', async () => {
    const asked = ask(60)
    const [job] = await whenWaitedFor()
    await api.database.pool.query('update sessions set revoked_at = now() where user_id = $1', [userId])
    await job?.start()
    await job?.succeed()
    const answer = await asked
    expect(answer.status).toBe(401)
    expect(answer.text).not.toContain('<circle')
  })

  it('is refused with 401 at once when its session ended after the authentication and before the subscription', async () => {
    const { job } = bodyOf(await client.post('/svg/generate-svg', request))
    const { resources, database } = api
    const ended = await database.pool.query<{ id: string }>(
      'update sessions set revoked_at = now() where user_id = $1 returning id',
      [userId],
    )
    const sessionId = ended.rows[0]?.id ?? ''
    const isCallerAlive = async ({ sessionId: id }: { sessionId: string }) => {
      const { rowCount } = await database.pool.query(
        'select from sessions where id = $1 and revoked_at is null',
        [id],
      )
      return rowCount === 1
    }
    const deps = { ...resources, db: resources.database.db, isCallerAlive }
    const abort = new AbortController()
    const open = { signal: abort.signal, end: () => abort.abort() }
    const awaited = awaitJobs(
      deps,
      { identity: { userId, sessionId }, jobIds: [job.id], waitMs: 60_000 },
      open,
    )
    await expect(awaited).rejects.toThrow('Invalid token')
  })

  it('continues when another session of its owner ends', async () => {
    const { email } = (await client.get('/auth/current-user')).body as { email: string }
    const other = api.client()
    await other.post('/auth/login', { email, password: testPassword })
    const asked = ask(60)
    const [job] = await whenWaitedFor()
    expect((await other.post('/auth/logout')).status).toBe(200)
    await job?.start()
    await job?.succeed()
    expect((await asked).status).toBe(200)
  })

  it('gets 202 as usual when its preference is not understood', async () => {
    for (const prefer of ['wait=x', 'wait', 'respond-async', 'wait=-1', 'wait=0']) {
      const answer = await client.post('/svg/generate-svg', request, { prefer })
      expect(answer.status).toBe(202)
      expect(answer.headers.get('preference-applied')).toBeNull()
    }
  })
})

it.each([
  ['wait=10', 10],
  ['Wait = 10', 10],
  ['respond-async, wait=10', 10],
  ['wait=10; foo="a"', 10],
  ['wait="10"', 10],
  ['wait=10, wait=20', 10],
  [['respond-async', 'wait=7'], 7],
  ['wait=61', 60],
  ['wait=99999999999999999999', 60],
  ['wait=0', 0],
  ['wait=1.5', undefined],
  ['wait=1e3', undefined],
  ['wait=-5', undefined],
  ['wait=', undefined],
  ['waiting=5', undefined],
  ['', undefined],
  [undefined, undefined],
])('the preference %j means %j seconds', (header, seconds) => {
  expect(preferredWaitSeconds(header)).toBe(seconds)
})
