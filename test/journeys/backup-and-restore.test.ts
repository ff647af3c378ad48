import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { expect, it } from 'vitest'
import { restoreBackup, writeBackup } from '../../apps/server/src/platform/backup/index.ts'
import { createLog } from '../../apps/server/src/platform/log/index.ts'
import { startTestApi } from '../harness/api.ts'
import { Client } from '../harness/client.ts'
import { createTestDatabase } from '../harness/database.ts'
import { createTestFolder } from '../harness/folder.ts'
import { acceptByHand } from '../harness/job-by-hand.ts'
import { keep } from '../harness/keep.ts'
import { findLedgerViolations } from '../harness/ledger.ts'
import { limitsOff, startService, testSecret } from '../harness/service.ts'
import { waitFor } from '../harness/wait.ts'

const log = createLog({ level: 'silent', format: 'json' })
const signal = new AbortController().signal
const request = { prompt: 'a red apple beside a green pear', style: 'flat', model: 'composer' }
const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>tab\\t, \\N, \\. and ünïcödé 🎨</title><path d="M0 0h9v9z"/></svg>`

it('a backup during charges and refunds is restored completely: pictures, sessions, the ledger, and jobs that are drawn then', async () => {
  const api = keep(await startTestApi())
  const { client, id: userId } = await api.signUp('ada@example.com')
  const jobs = {
    succeeded: await acceptByHand(api, client, userId),
    failed: await acceptByHand(api, client, userId),
    running: await acceptByHand(api, client, userId),
  }
  for (const job of Object.values(jobs)) await job.start()
  await jobs.succeeded.succeed({ svg: picture })
  await jobs.failed.fail()
  const queued = [1, 2].map(async () => {
    const answer = await client.post('/svg/generate-svg', request)
    return (answer.body as { job: { id: string } }).job.id
  })
  const [queuedId] = await Promise.all(queued)
  await client.post('/svg/generate-svg', { ...request, prompt: 'a line\nof \\. and \t tabs' })

  const { client: writer } = await api.signUp()
  let writes = 0
  /** A charge, and its refund. */
  const chargeAndRefund = async () => {
    const { job } = (await writer.post('/svg/generate-svg', request)).body as { job: { id: string } }
    expect((await writer.post(`/svg/generation-jobs/${job.id}/cancel`)).status).toBe(200)
    writes += 1
  }
  await chargeAndRefund()
  const folder = keep(await createTestFolder())
  const file = join(folder.path, 'backup.gz')
  // The snapshot is taken before the first byte is written, and it is far from its end while writing goes on.
  const behindWrites = new Transform({
    async transform(piece, _encoding, done) {
      const before = writes
      while (writes < before + 3) await chargeAndRefund()
      done(null, piece)
    },
  })
  const written = pipeline(behindWrites, createWriteStream(file))
  const report = await writeBackup({
    url: api.database.url,
    sink: behindWrites,
    about: { version: '1' },
    log,
    signal,
  })
  await written
  expect(report.rows.credit_entries).toBe(2 + 6 + 1 + 2)
  const readStored = async (database: typeof api.database) =>
    (await database.pool.query('select id, svg, prompt, bytes from generations order by id')).rows
  const pictures = await readStored(api.database)
  expect(pictures).toHaveLength(1)
  await client.post('/auth/logout')

  const restored = keep(await createTestDatabase())
  const result = await restoreBackup({
    url: restored.url,
    source: createReadStream(file),
    log,
    signal,
  })
  expect(result).toEqual({ takenAt: report.takenAt, about: { version: '1' }, rows: report.rows })
  expect(await findLedgerViolations(restored.pool)).toEqual([])
  expect(await readStored(restored)).toEqual(pictures)

  // By the lease of the running job, the other worker died long ago.
  await restored.pool.query(`update generation_jobs set lease_expires_at = now() where status = 'RUNNING'`)
  const service = keep(
    await startService('all', { ...limitsOff, DATABASE_URL: restored.url, JWT_SECRET: testSecret }),
  )
  const back = new Client(service.url)
  await back.post('/auth/login', { email: 'ada@example.com', password: 'a long walk by the sea' })
  for (const id of [jobs.running.id, queuedId]) {
    await waitFor('a job of the backup to be drawn', async () => {
      const { job } = (await back.get(`/svg/generation-jobs/${id}`)).body as { job: { status: string } }
      return job.status === 'SUCCEEDED'
    })
  }
  // The session at the time of the backup; the restored database does not know that it has ended.
  expect((await writer.fork(service.url).get('/auth/current-user')).status).toBe(200)
  await waitFor('all jobs to end', async () => {
    const { rows } = await restored.pool.query(
      `select from generation_jobs where status in ('QUEUED', 'RUNNING')`,
    )
    return rows.length === 0
  })
  expect(await findLedgerViolations(restored.pool)).toEqual([])
})
