import { describe, expect, it } from 'vitest'
import { Client } from '../harness/client.ts'
import { createTestDatabase } from '../harness/database.ts'
import { keep } from '../harness/keep.ts'
import { findLedgerViolations } from '../harness/ledger.ts'
import { canRunRedis, startTestRedis } from '../harness/redis.ts'
import { answerWith, createGate, smallPicture, startScriptedModel } from '../harness/scripted-model.ts'
import { limitsOff, startService, testSecret } from '../harness/service.ts'
import { waitFor } from '../harness/wait.ts'

describe.each([{ queue: 'PostgreSQL' }, { queue: 'Redis' }])('on $queue', ({ queue }) => {
  it.runIf(queue === 'PostgreSQL' || canRunRedis())(
    'a worker killed in the middle of a picture leaves a job that another one finishes, charged once',
    async () => {
      const database = keep(await createTestDatabase())
      const redis = queue === 'Redis' ? keep(await startTestRedis()) : undefined
      const model = keep(await startScriptedModel())
      const environment = {
        ...limitsOff,
        DATABASE_URL: database.url,
        JWT_SECRET: testSecret,
        REDIS_URL: redis?.url,
        OPENAI_BASE_URL: model.url,
        OPENAI_MODELS: 'scripted',
      }
      const api = keep(await startService('api', environment))
      const doomed = keep(await startService('worker', environment))
      const client = new Client(api.url)
      await client.register()

      const gate = createGate()
      model.respondWith(
        { kind: 'stream', steps: [smallPicture.slice(0, 90), gate.opened] },
        answerWith(smallPicture),
      )
      const { job } = (
        await client.post('/svg/generate-svg', { prompt: 'a blue circle, quite round', style: 'flat' })
      ).body as { job: { id: string } }
      await model.received(1)
      await doomed.kill('SIGKILL')
      gate.open()
      const successor = keep(await startService('worker', environment))

      const ended = await waitFor('the job to be finished by the other worker', async () => {
        const { job: now } = (await client.get(`/svg/generation-jobs/${job.id}`)).body as {
          job: { status: string }
        }
        return now.status === 'SUCCEEDED' && now
      })
      expect(ended).toMatchObject({ status: 'SUCCEEDED' })
      expect(((await client.get('/auth/current-user')).body as { credits: number }).credits).toBe(9)
      expect(model.requests).toHaveLength(2)
      expect(await findLedgerViolations(database.pool)).toEqual([])
      await waitFor('the heir to log it', () => successor.output().includes('job succeeded'))
    },
  )
})
