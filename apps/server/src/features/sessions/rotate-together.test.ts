import { expect, it, onTestFinished } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { waitForLock } from '../../../../../test/harness/wait.ts'
import { createRotatePresented, type Rotation } from './rotation-store.ts'
import { createRefreshToken, hashRefreshToken } from './tokens.ts'

const api = keepForSuite(await startTestApi())
const { db } = api.resources.database
const { pool } = api.database

type Person = { userId: string; token: Rotation }

const rotationOf = (tokenHash: string, change: Partial<Rotation> = {}): Rotation => ({
  tokenHash,
  successorId: crypto.randomUUID(),
  successorHash: hashRefreshToken(createRefreshToken()),
  userAgent: 'Firefox',
  graceSeconds: 10,
  ...change,
})

async function signUp(): Promise<Person> {
  const { client, id } = await api.signUp()
  return { userId: id, token: rotationOf(hashRefreshToken(client.cookies.get('refreshToken') ?? '')) }
}

const signUpAll = (count: number) => Promise.all(Array.from({ length: count }, signUp))

async function countTokens(userId: string): Promise<{ tokens: number; current: number }> {
  const { rows } = await pool.query(
    `select count(*)::int as tokens, count(*) filter (where t.rotated_at is null)::int as current
     from refresh_tokens t join sessions s on s.id = t.session_id where s.user_id = $1`,
    [userId],
  )
  return rows[0]
}

const rotatedOnce = { tokens: 2, current: 1 }
const untouched = { tokens: 1, current: 1 }

/** Runs of the statements of a rotation, by their names. */
async function countRuns(work: () => Promise<unknown>): Promise<Record<string, number>> {
  const runs: Record<string, number> = {}
  const servicePool = api.resources.database.pool
  const { query } = servicePool
  servicePool.query = new Proxy(query, {
    apply(_, self, args) {
      const { name } = args[0] as { name?: string }
      if (name?.startsWith('rotate_')) runs[name] = (runs[name] ?? 0) + 1
      return Reflect.apply(query, self, args)
    },
  })
  await work().finally(() => {
    servicePool.query = query
  })
  return runs
}

it('tokens of different sessions that arrive together are rotated in one statement, each with its own successor', async () => {
  const rotate = createRotatePresented(db)
  const people = await signUpAll(8)
  await pool.query('update sessions set remember_me = true where user_id = $1', [people[0]?.userId])
  const runs = await countRuns(async () => {
    const outcomes = await Promise.all(people.map(({ token }) => rotate(token)))
    expect(outcomes.map((outcome) => outcome?.userId)).toEqual(people.map(({ userId }) => userId))
    expect(outcomes.map((outcome) => outcome?.rememberMe)).toEqual([true, ...Array(7).fill(false)])
    expect(outcomes.every((outcome) => outcome?.alive && !outcome.reused)).toBe(true)
  })
  expect(runs).toEqual({ rotate_together: 1 })
  for (const [at, { userId, token }] of people.entries()) {
    const { rows } = await pool.query(
      `select old.replaced_by, s.user_agent, s.expires_at - s.last_used_at = make_interval(secs => $3) as slid, new.session_id = old.session_id as same
       from refresh_tokens old join sessions s on s.id = old.session_id join refresh_tokens new on new.token_hash = $2
       where old.token_hash = $1`,
      [token.tokenHash, token.successorHash, (at === 0 ? 30 : 7) * 24 * 60 * 60],
    )
    expect(rows).toEqual([{ replaced_by: token.successorId, user_agent: 'Firefox', slid: true, same: true }])
    expect(await countTokens(userId)).toEqual(rotatedOnce)
  }
})

it('the same token twice in one batch is rotated once, and the second is a repetition, or reuse without a window', async () => {
  const rotate = createRotatePresented(db)
  for (const graceSeconds of [10, 0]) {
    const { userId, token } = await signUp()
    const twice = [0, 1].map(() => rotate({ ...token, successorId: crypto.randomUUID(), graceSeconds }))
    const outcomes = await Promise.all(twice)
    expect(outcomes.filter((outcome) => outcome?.reused)).toHaveLength(graceSeconds === 0 ? 1 : 0)
    expect(outcomes.every((outcome) => outcome?.alive)).toBe(true)
    expect(await countTokens(userId)).toEqual(rotatedOnce)
  }
})

it('an old token in the same batch as the current one of its session, and as others, is reuse and hinders nobody', async () => {
  const rotate = createRotatePresented(db)
  const [ada, bob] = await signUpAll(2)
  if (!ada || !bob) throw new Error('nobody')
  await rotate(ada.token)
  await pool.query(
    `update refresh_tokens set rotated_at = rotated_at - interval '1 minute' where token_hash = $1`,
    [ada.token.tokenHash],
  )
  const [old, current, other, unknown] = await Promise.all([
    rotate(rotationOf(ada.token.tokenHash)),
    rotate(rotationOf(ada.token.successorHash)),
    rotate(bob.token),
    rotate(rotationOf(hashRefreshToken('made up'))),
  ])
  expect(old).toMatchObject({ userId: ada.userId, alive: true, reused: true })
  expect(current).toMatchObject({ userId: ada.userId, alive: true, reused: false })
  expect(other).toMatchObject({ userId: bob.userId, alive: true, reused: false })
  expect(unknown).toBeUndefined()
  expect(await countTokens(ada.userId)).toEqual({ tokens: 3, current: 1 })
})

it.each([
  ['ended', 'update sessions set revoked_at = now() where user_id = $1', { alive: false }],
  ['deleted with its user', 'delete from users where id = $1', undefined],
])('a session that is being %s delays no other one, and gets no successor', async (_, change, expected) => {
  const rotate = createRotatePresented(db)
  const [ending, ...others] = await signUpAll(4)
  if (!ending) throw new Error('nobody')
  const holder = await pool.connect()
  onTestFinished(() => holder.release(true))
  await holder.query('begin')
  await holder.query(change, [ending.userId])
  const waiting = rotate(ending.token)
  const outcomes = await Promise.all(others.map(({ token }) => rotate(token)))
  expect(outcomes.every((outcome) => outcome?.alive && !outcome.reused)).toBe(true)
  await waitForLock(pool, 'the rotation to wait')
  await holder.query('commit')
  const outcome = await waiting
  if (expected) expect(outcome).toMatchObject(expected)
  else expect(outcome).toBeUndefined()
  expect(await countTokens(ending.userId)).toEqual(expected ? untouched : { tokens: 0, current: 0 })
})

it('a token that makes the shared statement fail is refused alone', async () => {
  const rotate = createRotatePresented(db)
  const [bad, ...others] = await signUpAll(4)
  if (!bad) throw new Error('nobody')
  // As if the successor existed already.
  const taken = rotationOf(bad.token.tokenHash, { successorHash: bad.token.tokenHash })
  const [refused, ...fine] = await Promise.allSettled(
    [taken, ...others.map(({ token }) => token)].map(rotate),
  )
  expect(refused?.status).toBe('rejected')
  expect(fine).toMatchObject(Array(3).fill({ status: 'fulfilled', value: { alive: true, reused: false } }))
  expect(await countTokens(bad.userId)).toEqual(untouched)
  for (const { userId } of others) expect(await countTokens(userId)).toEqual(rotatedOnce)
})
