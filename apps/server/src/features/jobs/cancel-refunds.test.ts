import { once } from 'node:events'
import { previewOf } from '@chatsvg/svg'
import { beforeEach, describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import type { Client } from '../../../../../test/harness/client.ts'
import { acceptByHand } from '../../../../../test/harness/job-by-hand.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { startScriptedApi } from '../../../../../test/harness/scripted-api.ts'
import { createGate } from '../../../../../test/harness/scripted-model.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { showsMost } from '../drawing/show-previews.ts'
import { cancelJobs } from './cancel-store.ts'
import { claimJob } from './claim-store.ts'
import { recordMostlyShown } from './job-lease-store.ts'

const request = { prompt: 'a blue circle, quite round', style: 'flat' }
const open = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256">'
const circles = (count: number) =>
  Array.from(
    { length: count },
    (_, at) => `<circle cx="${at * 16}" cy="${at * 16}" r="9" fill="#336699"/>`,
  ).join('')

const cancel = (client: Client, id: string) => client.post(`/svg/generation-jobs/${id}/cancel`)

async function accept(client: Client): Promise<string> {
  const answer = await client.post('/svg/generate-svg', request)
  expect(answer.status).toBe(202)
  return (answer.body as { job: { id: string } }).job.id
}

describe('a picture that is cancelled while it is being drawn', async () => {
  const api = keepForSuite(await startScriptedApi())
  const { model } = api
  let client: Client
  beforeEach(async () => {
    client = (await api.signUp()).client
  })

  /** Draws this much and then stops. @returns the job, once a preview with that many circles was shown. */
  async function drawUpTo(text: string, circlesMin: number): Promise<string> {
    const gate = createGate()
    model.respondWith({ kind: 'stream', steps: [open, text, gate.opened] })
    const socket = client.connect()
    keep({
      async [Symbol.asyncDispose]() {
        socket.close()
        gate.open()
      },
    })
    const shown: string[] = []
    socket.on('generation-job:preview', ({ svg }) => shown.push(svg))
    await once(socket as never, 'connect')
    const id = await accept(client)
    await waitFor('so much to be shown', () =>
      shown.some((svg) => (svg.match(/<circle/g)?.length ?? 0) >= circlesMin),
    )
    return id
  }

  it('stays charged when most of it was shown, and the answer says so, each time', async () => {
    const id = await drawUpTo(circles(12), 12)
    for (const { status, body } of [await cancel(client, id), await cancel(client, id)]) {
      expect(status).toBe(200)
      expect(body).toMatchObject({
        job: { id, status: 'FAILED', errorCode: 'CANCELLED', generation: null },
        credits: 9,
        refunded: false,
        reason: 'mostly_shown',
      })
      expect((body as { job: { errorMessage: string } }).job.errorMessage).toContain('stays charged')
    }
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('stays charged when all of it was shown, however small it is', async () => {
    const id = await drawUpTo(`${circles(2)}</svg>`, 2)
    expect((await cancel(client, id)).body).toMatchObject({ refunded: false, credits: 9 })
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('is refunded when little of it was shown', async () => {
    const id = await drawUpTo(circles(3), 3)
    const { body } = await cancel(client, id)
    expect(body).toMatchObject({ job: { status: 'FAILED' }, refunded: true, credits: 10 })
    expect(body).not.toHaveProperty('reason')
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('is refunded, whatever was shown, when an administrator cancels it', async () => {
    const id = await drawUpTo(circles(12), 12)
    const [ended] = await cancelJobs(api.resources.database.db, { jobIds: [id] }, 'Stopped.')
    expect(ended).toMatchObject({ id, refunded: 1 })
    expect((await cancel(client, id)).body).toMatchObject({ refunded: true, credits: 10 })
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })
})

describe('refunds of a day', async () => {
  const api = keepForSuite(await startTestApi({ DAILY_CANCEL_REFUND_LIMIT: '2' }))

  async function startJobs(client: Client, userId: string, count: number): Promise<string[]> {
    const ids: string[] = []
    for (let at = 0; at < count; at += 1) {
      const job = await acceptByHand(api, client, userId)
      await job.start({ quietly: true })
      ids.push(job.id)
    }
    return ids
  }
  const reasonsOf = (answers: { body: unknown }[]) =>
    answers.map(({ body }) => {
      const { refunded, reason } = body as { refunded: boolean; reason?: string }
      return reason ?? refunded
    })

  it('for pictures that were being drawn stop at the limit of the plan, also for parallel requests', async () => {
    const { client, id: userId } = await api.signUp()
    const ids = await startJobs(client, userId, 6)
    const answers = await Promise.all(ids.map((id) => cancel(client, id)))
    expect(reasonsOf(answers).sort()).toEqual([...Array(4).fill('refund_limit_reached'), true, true])
    // Jobs that only waited were refunded without counting.
    const queued = await accept(client)
    expect((await cancel(client, queued)).body).toMatchObject({ refunded: true, credits: 6 })
    expect(await findLedgerViolations(api.database.pool)).toEqual([])

    await api.database.pool.query(
      'update users set cancel_refunds_on = cancel_refunds_on - 1 where id = $1',
      [userId],
    )
    const [next = ''] = await startJobs(client, userId, 1)
    expect((await cancel(client, next)).body).toMatchObject({ refunded: true })
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('are not used up by a picture that waited for a vendor, because no call was made', async () => {
    const { client, id: userId } = await api.signUp()
    for (let times = 0; times < 7; times += 1) {
      const job = await acceptByHand(api, client, userId)
      await job.start()
      await job.requeue({ countAttempt: false })
      expect((await cancel(client, job.id)).body).toMatchObject({ refunded: true, credits: 10 })
    }
  })

  it('are refused by the limit even if most of the picture was shown, when its worker has died', async () => {
    const { client, id: userId } = await api.signUp()
    const limitedText =
      'update users set cancel_refunds_today = 1000, cancel_refunds_on = current_date where id = $1'
    const job = await acceptByHand(api, client, userId)
    await job.start()
    await api.database.pool.query(limitedText, [userId])
    await api.database.pool.query(
      `update generation_jobs set mostly_shown = true, lease_expires_at = now() - interval '1 second' where id = $1`,
      [job.id],
    )
    expect((await cancel(client, job.id)).body).toMatchObject({
      refunded: false,
      reason: 'refund_limit_reached',
    })
  })

  it('are not used up by repeated calls, failures or administrators', async () => {
    const { client, id: userId } = await api.signUp()
    const [first = '', second = '', third = ''] = await startJobs(client, userId, 3)
    for (let times = 0; times < 4; times += 1)
      expect((await cancel(client, first)).body).toMatchObject({ refunded: true })
    await cancelJobs(api.resources.database.db, { jobIds: [second] }, 'Stopped.')
    const failing = await acceptByHand(api, client, userId)
    await failing.start({ quietly: true })
    await failing.fail()
    expect((await cancel(client, third)).body).toMatchObject({ refunded: true, credits: 10 })
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('never happen for a preview that was recorded as shown, whichever of the two is first', async () => {
    const { client } = await api.signUp()
    const { db } = api.resources.database
    for (let round = 0; round < 12; round += 1) {
      await api.database.pool.query('update users set cancel_refunds_today = 0')
      if (round === 8) await client.register()
      const id = await accept(client)
      const leaseToken = crypto.randomUUID()
      await claimJob(db, id, leaseToken, 60_000)
      const [isNoted, { body }] = await Promise.all([
        recordMostlyShown(db, id, leaseToken),
        cancel(client, id),
      ])
      expect(body).toMatchObject({ refunded: !isNoted })
    }
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })
})

it.each([
  ['nine shapes', `${open}${circles(9)}`, false],
  ['ten shapes', `${open}${circles(10)}`, true],
  ['one long shape', `${open}<path d="M0 0${'h1v1'.repeat(500)}"/>`, true],
  ['a picture that was closed', `${open}<path d="M0 0h1"/></svg>`, true],
])('%s: most of it is shown, or not', (_, answer, expected) => {
  const preview = previewOf(answer) ?? expect.fail()
  expect(showsMost(preview)).toBe(expected)
})
