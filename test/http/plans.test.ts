import { expect, it } from 'vitest'
import type { Plan } from '../../apps/server/src/features/accounts/index.ts'
import { startTestApi } from '../harness/api.ts'
import { acceptByHand } from '../harness/job-by-hand.ts'
import { keepForSuite } from '../harness/keep.ts'
import { findLedgerViolations } from '../harness/ledger.ts'

const api = keepForSuite(
  await startTestApi({
    SIGNUP_CREDITS: '4',
    RATE_LIMIT_GENERATION: '6/1h',
    DAILY_GENERATION_LIMIT: '3',
    UNFINISHED_GENERATION_LIMIT: '2',
    DAILY_CANCEL_REFUND_LIMIT: '3',
  }),
)

const picture = { prompt: 'a blue circle, quite round', style: 'flat' }

async function signUp(plan: Plan) {
  const { client, id } = await api.signUp()
  await api.database.pool.query('update users set plan = $2 where id = $1', [id, plan])
  return { client, id }
}

async function readBooks(userId: string) {
  const { rows } = await api.database.pool.query<{ reason: string; delta: number }>(
    `select reason, delta from credit_entries where user_id = $1 and reason <> 'SIGNUP' order by created_at, id`,
    [userId],
  )
  return rows.map(({ reason, delta }) => `${reason} ${delta}`)
}

it('a plan with free pictures does not change the balance, and the ledger is right', async () => {
  const { client, id } = await signUp('UNLIMITED')
  const [drawn, failed] = [await acceptByHand(api, client, id), await acceptByHand(api, client, id)]
  await drawn.start()
  await drawn.succeed()
  await failed.start()
  await failed.fail()
  expect((await client.get('/auth/current-user')).body).toMatchObject({ credits: 4 })
  expect((await readBooks(id)).sort()).toEqual(['CHARGE 0', 'CHARGE 0', 'REFUND 0'])
  const history = (await client.get('/svg/history')).body as { generations: { creditsUsed: number }[] }
  expect(history.generations).toMatchObject([{ creditsUsed: 0 }])
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})

it('a balance of 0 stops only users who pay for pictures, and others get no notification about it', async () => {
  const { client, id } = await signUp('UNLIMITED')
  await api.database.pool.query(
    `with spent as (update users set credits = 0 where id = $1 returning id)
     insert into credit_entries (id, user_id, delta, reason) select gen_random_uuid(), id, -4, 'GRANT' from spent`,
    [id],
  )
  expect((await client.post('/svg/generate-svg', picture)).status).toBe(202)
  const { notifications } = (await client.get('/notification/latest')).body as {
    notifications: { type: string }[]
  }
  expect(notifications.map(({ type }) => type)).not.toContain('LOW_CREDITS')
  await api.database.pool.query(`update users set plan = 'CUSTOMER' where id = $1`, [id])
  expect((await client.post('/svg/generate-svg', picture)).status).toBe(402)
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})

it('limits are those of the plan, from the next request after its change', async () => {
  const { client, id } = await signUp('FREE')
  const ask = () => client.post('/svg/generate-svg', picture)
  const first = await acceptByHand(api, client, id)
  expect((await ask()).headers.get('ratelimit-policy')).toBe('"generation";q=6;w=3600')
  const crowded = await ask()
  expect(crowded.status).toBe(429)
  expect(crowded.headers.get('retry-after')).toBe('5')
  expect(crowded.body).toMatchObject({ code: 'too_many_jobs', limit: 2, used: 2 })
  await first.start()
  await first.succeed()
  expect((await ask()).status).toBe(202)
  expect((await ask()).body).toMatchObject({ code: 'daily_limit_reached', limit: 3, used: 3 })
  await ask()
  expect((await ask()).body).toMatchObject({ code: 'rate_limited' })
  await api.database.pool.query(`update users set plan = 'CUSTOMER' where id = $1`, [id])
  const answer = await ask()
  expect(answer.status).toBe(202)
  expect(answer.headers.get('ratelimit-policy')).toBe('"generation";q=100;w=3600')
})

it('the profile has the terms of the plan', async () => {
  const [free, unlimited] = [await signUp('FREE'), await signUp('UNLIMITED')]
  expect((await free.client.get('/user/profile')).body).toMatchObject({
    user: {
      limits: {
        creditsPerPicture: 1,
        requests: { count: 6, windowSeconds: 3600 },
        picturesPerDay: 3,
        unfinishedPictures: 2,
        cancelRefundsPerDay: 3,
      },
    },
  })
  expect((await unlimited.client.get('/user/profile')).body).toMatchObject({
    user: { plan: 'UNLIMITED', limits: { creditsPerPicture: 0, picturesPerDay: null } },
  })
})
