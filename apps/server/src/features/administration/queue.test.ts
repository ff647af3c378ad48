import { describe, expect, it } from 'vitest'
import { signUpAdministrator } from '../../../../../test/harness/administrator.ts'
import { startTestApi } from '../../../../../test/harness/api.ts'
import type { Answer, Client } from '../../../../../test/harness/client.ts'
import { acceptByHand } from '../../../../../test/harness/job-by-hand.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { startScriptedApi } from '../../../../../test/harness/scripted-api.ts'
import { createGate, smallPicture } from '../../../../../test/harness/scripted-model.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { claimJob } from '../jobs/claim-store.ts'
import { takeOverdueJobs } from '../jobs/job-lease-store.ts'

const reason = 'the vendor asks for it'
const picture = { prompt: 'a blue circle, quite round', style: 'flat' }
const jobOf = ({ body }: Answer) => (body as { job: { id: string; status: string } }).job
const statusOf = async (client: Client, id: string) =>
  jobOf(await client.get(`/svg/generation-jobs/${id}`)).status

describe('a paused queue', () => {
  it('accepts requests, claims no job, lets running jobs end, and continues automatically when resumed', async () => {
    const gate = createGate()
    const api = keep(await startScriptedApi())
    api.model.respondWith({ kind: 'stream', steps: [gate.opened, smallPicture] })
    const { client: admin } = await signUpAdministrator(api)
    const { client } = await api.signUp()
    const running = jobOf(await client.post('/svg/generate-svg', picture)).id
    await waitFor('the first to run', async () => (await statusOf(client, running)) === 'RUNNING')
    const paused = await admin.post('/admin/queue/pause', { reason })
    expect(paused.body).toMatchObject({
      paused: true,
      reason,
      pausedAt: expect.stringMatching(/Z$/),
      running: 1,
    })
    const waiting = jobOf(await client.post('/svg/generate-svg', picture)).id
    gate.open()
    await waitFor('the first to end', async () => (await statusOf(client, running)) === 'SUCCEEDED')
    // A worker takes its queue entry and claims nothing.
    await waitFor('the queue entries to be taken', async () => {
      const { entries } = (await admin.get('/admin/queue')).body as {
        entries: { waiting: number; active: number }
      }
      return entries.waiting + entries.active === 0
    })
    expect((await admin.get('/admin/queue')).body).toMatchObject({ paused: true, waiting: 1, running: 0 })
    expect(await takeOverdueJobs(api.resources.database.db, 0, 10)).toEqual([])
    expect(await statusOf(client, waiting)).toBe('QUEUED')
    const resumed = await admin.post('/admin/queue/resume', { reason })
    expect(resumed.body).toMatchObject({ paused: false, pausedAt: null, reason: null })
    await waitFor('the second to end', async () => (await statusOf(client, waiting)) === 'SUCCEEDED')
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('keeps the reason of the first pause', async () => {
    const api = keep(await startTestApi())
    const { client: admin } = await signUpAdministrator(api)
    await admin.post('/admin/queue/pause', { reason })
    const again = await admin.post('/admin/queue/pause', { reason: 'another' })
    expect(again.body).toMatchObject({ paused: true, reason })
    const { acts } = (await admin.get('/admin/acts?action=queue.pause')).body as { acts: object[] }
    expect(acts).toHaveLength(1)
  })

  it('does not give out the job of a dead worker either, until it is resumed', async () => {
    const api = keep(await startTestApi())
    const [{ client: admin }, client] = [await signUpAdministrator(api), api.client()]
    const { id: userId } = await client.register()
    const job = await acceptByHand(api, client, userId)
    await job.start()
    await api.database.pool.query(`update generation_jobs set lease_expires_at = now() - interval '1 second'`)
    await admin.post('/admin/queue/pause', { reason })
    const claim = () => claimJob(api.resources.database.db, job.id, crypto.randomUUID(), 1_000)
    expect(await claim()).toBeUndefined()
    await admin.post('/admin/queue/resume', { reason })
    expect((await claim())?.id).toBe(job.id)
  })
})

describe('draining the queue', () => {
  it('cancels and refunds all waiting jobs, also many of one user, and leaves running ones', async () => {
    const api = keep(await startTestApi({ SIGNUP_CREDITS: '1000' }))
    const { client: admin } = await signUpAdministrator(api)
    const users = [api.client(), api.client()]
    const ids: string[] = []
    for (const client of users) ids.push((await client.register()).id)
    const running = await acceptByHand(api, users[0] as Client, ids[0] ?? '')
    await running.start()
    // More than a batch.
    for (let round = 0; round < 70; round += 1)
      await Promise.all(users.map((client) => client.post('/svg/generate-svg', { ...picture, count: 4 })))
    expect((await admin.post('/admin/queue/drain', { reason })).body).toEqual({ cancelled: 560 })
    expect((await admin.post('/admin/queue/drain', { reason })).body).toEqual({ cancelled: 0 })
    expect((await admin.get('/admin/queue')).body).toMatchObject({ waiting: 0, running: 1 })
    const credits = await Promise.all(
      ids.map(
        async (id) =>
          ((await admin.get(`/admin/users/${id}`)).body as { user: { credits: number } }).user.credits,
      ),
    )
    expect(credits).toEqual([999, 1000])
    await running.succeed()
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
    const { acts } = (await admin.get('/admin/acts?action=queue.drain')).body as {
      acts: { details: { jobs: number; refunded: number } }[]
    }
    expect(acts.map(({ details }) => details.jobs).sort()).toEqual([500, 60])
    expect(acts.map(({ details }) => details.refunded).sort()).toEqual([500, 60])
  })
})
