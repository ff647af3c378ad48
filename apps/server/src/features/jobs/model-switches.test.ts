import { afterEach, expect, it, vi } from 'vitest'
import { createTestDatabase } from '../../../../../test/harness/database.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { createModels } from '../../models/index.ts'
import { openDatabase } from '../../platform/db/index.ts'
import { createLog } from '../../platform/log/index.ts'
import { createSwitchableModels } from './model-switches.ts'

const log = createLog({ level: 'silent', format: 'json' })
const modelId = 'scripted'

afterEach(() => vi.useRealTimers())

it('while the database hangs the last answer is used, and a request waits for it at most once in the usual interval', async () => {
  // The clock that makes cached answers old; those of the database and of timers continue.
  vi.useFakeTimers({ toFake: ['performance'] })
  const { url, pool } = keep(await createTestDatabase())
  const { db, pool: ownPool } = keep(openDatabase({ url, poolMax: 2, applicationName: 'test' }, log))
  // Longer than the usual one, so that a wait for the lock can be told from a wait for the answer.
  ownPool.on('connect', (client) => void client.query(`set lock_timeout = '60s'`))
  const models = createSwitchableModels(
    db,
    createModels({ openai: { baseUrl: 'http://127.0.0.1:1/v1', models: [modelId] } }),
  )
  const isOn = async () =>
    (await models.read()).list().some(({ id, available }) => id === modelId && available)
  await pool.query(`insert into disabled_models (model_id, reason) values ($1, 'a test')`, [modelId])
  expect(await isOn()).toBe(false)

  const stalled = await pool.connect()
  try {
    await stalled.query(
      'begin; lock table disabled_models in access exclusive mode; delete from disabled_models',
    )
    vi.advanceTimersByTime(2_000)
    const startedAtMs = Date.now()
    expect(await isOn()).toBe(false)
    expect(Date.now() - startedAtMs).toBeLessThan(10_000)
    vi.advanceTimersByTime(1_900)
    let asked = 0
    ownPool.on('acquire', () => {
      asked += 1
    })
    expect(await isOn()).toBe(false)
    expect(asked).toBe(0)
    await stalled.query('commit')
  } finally {
    stalled.release()
  }
  vi.advanceTimersByTime(100)
  expect(await isOn()).toBe(true)
})
