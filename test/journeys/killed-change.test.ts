import { expect, it } from 'vitest'
import type { FailpointName } from '../chaos/failpoints.ts'
import { launchService } from '../chaos/service-process.ts'
import { Client } from '../harness/client.ts'
import { createTestDatabase } from '../harness/database.ts'
import { keep } from '../harness/keep.ts'
import { findLedgerViolations } from '../harness/ledger.ts'
import { limitsOff, startService, testSecret } from '../harness/service.ts'
import { waitFor } from '../harness/wait.ts'

/** The points at which the worker of a change is killed, in the order of execution. */
const steps: FailpointName[] = ['job.claimed', 'job.answered', 'job.finished_picture', 'job.settled']

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="60" height="40" fill="#ff0000"/><circle cx="80" cy="80" r="9" fill="#ffff00"/></svg>'

it('workers killed at every step of a change leave one version each, charged once', async () => {
  const database = keep(await createTestDatabase())
  const environment = { ...limitsOff, DATABASE_URL: database.url, JWT_SECRET: testSecret }
  const api = keep(await startService('api', environment))
  const client = new Client(api.url)
  await client.register()
  const uploaded = await client.post('/svg', { svg, title: 'a square and a dot' })
  const { id } = (uploaded.body as { svgGeneration: { id: string } }).svgGeneration

  const jobIds: string[] = []
  for (const step of steps) {
    const doomed = launchService('worker', {
      environment,
      plan: { acts: [{ step, nth: 1, act: 'kill' }] },
      own: (child) => keep({ [Symbol.asyncDispose]: async () => void child.kill('SIGKILL') }),
      onStep: () => undefined,
    })
    await doomed.ready
    const asked = await client.post(`/svg/${id}/edits`, { instruction: 'make the red part blue' })
    expect(asked.status).toBe(202)
    jobIds.push((asked.body as { job: { id: string } }).job.id)
    expect(await doomed.exited, step).toMatchObject({ signal: 'SIGKILL' })
  }
  keep(await startService('worker', environment))
  for (const jobId of jobIds)
    await waitFor('the change to be finished by another worker', async () => {
      const { body } = await client.get(`/svg/generation-jobs/${jobId}`)
      return (body as { job: { status: string } }).job.status === 'SUCCEEDED'
    })
  const { versions } = (await client.get(`/svg/${id}/versions`)).body as {
    versions: { parentId: string | null }[]
  }
  expect(versions.map(({ parentId }) => parentId)).toEqual([null, id, id, id, id])
  expect((await client.get('/auth/current-user')).body).toMatchObject({ credits: 10 - steps.length })
  expect(await findLedgerViolations(database.pool)).toEqual([])
})
