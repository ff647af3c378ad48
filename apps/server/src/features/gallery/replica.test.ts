import pg from 'pg'
import { beforeEach, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { startReplicatedPostgres } from '../../../../../test/harness/replica.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { hangPictures } from '../../../../../test/web/gallery-seed.ts'

const servers = keepForSuite(await startReplicatedPostgres())
const api = keepForSuite(
  await startTestApi({
    DATABASE_URL: servers.url,
    DATABASE_REPLICA_URL: servers.replica.url,
    DATABASE_REPLICA_LAG_SECONDS: '60',
  }),
)
const onReplica = new pg.Pool({ connectionString: servers.replica.url, max: 1 })
onReplica.on('error', () => undefined)
keepForSuite({ [Symbol.asyncDispose]: () => onReplica.end() })
const { replica } = api.resources
const { pool } = api.resources.database

let word = 0
beforeEach(async () => {
  word += 1
  await servers.replica.start()
  await servers.replica.pauseReplay(false)
  await waitFor('the replica to be used', async () => replica?.ageMs() !== undefined || undefined)
})

/** Public pictures that a search for the word finds, which the replica has. */
async function hang(count: number) {
  const user = await api.signUp()
  const ids = await hangPictures(
    { ...api, database: { ...api.database, pool } },
    { userId: user.id, count, prompt: `a lantern${word}x` },
  )
  await waitFor('the replica to have them', async () => {
    const { rows } = await onReplica.query('select from generations where id = any($1)', [ids])
    return rows.length === count || undefined
  })
  return { ...user, ids }
}

async function search(): Promise<string[]> {
  // Each search is another one, which no cache has.
  const { status, body } = await api
    .client()
    .get(`/svg/public?q=lantern${word}x&limit=${50 + Math.floor(Math.random() * 50)}`)
  expect(status).toBe(200)
  return (body as { publicGenerations: { id: string }[] }).publicGenerations.map(({ id }) => id)
}

const searchesOnReplica = async () => {
  const { rows } = await onReplica.query(
    `select from pg_stat_activity where application_name = 'chatsvg test searches' and query like '%generations%'`,
  )
  return rows.length
}

it('searches are read from the replica', async () => {
  const { ids } = await hang(3)
  expect((await search()).sort()).toEqual([...ids].sort())
  expect(await searchesOnReplica()).toBeGreaterThan(0)
})

it('a picture that is not public any more is not shown, although the replica does not know it yet', async () => {
  const { client, ids } = await hang(3)
  await servers.replica.pauseReplay(true)
  const [hidden = '', deleted = '', left = ''] = ids
  expect((await client.patch(`/user/generations/${hidden}`, { privacy: true })).status).toBe(200)
  expect((await client.delete(`/user/generations/${deleted}`)).status).toBe(200)
  const known = await onReplica.query('select from generations where id = any($1) and not privacy', [ids])
  expect(known.rows).toHaveLength(3)
  expect(await search()).toEqual([left])
})

it('searches go on while the replica is gone', async () => {
  const { ids } = await hang(2)
  await servers.replica.kill()
  for (let at = 0; at < 5; at += 1) expect((await search()).sort()).toEqual([...ids].sort())
})
