import { afterEach, expect, it } from 'vitest'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { startReplicatedPostgres } from '../../../../../test/harness/replica.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { createLog } from '../log/index.ts'
import { openDatabase, queryNamed } from './open-database.ts'
import { openReplica } from './replica.ts'

const servers = keepForSuite(await startReplicatedPostgres())
await servers.run('create table notes (id int primary key)')
const log = createLog({ level: 'silent', format: 'json' })
const lagMaxMs = 1_000

afterEach(async () => {
  await servers.replica.start()
  await servers.replica.pauseReplay(false)
})

async function open(replicaUrl = servers.replica.url) {
  const openPool = (url: string) => openDatabase({ url, poolMax: 3, applicationName: 'test' }, log)
  const primary = keep(openPool(servers.url))
  const replica = keep(openReplica(primary, openPool(replicaUrl), lagMaxMs, log))
  const read = () =>
    replica.read(async (db) => {
      const rows = await queryNamed<{ id: number }>(db, 'read_notes', 'select id from notes order by id', [])
      return rows.map(({ id }) => id)
    })
  const untilUsed = (isUsed: boolean) =>
    waitFor(
      `the replica to be ${isUsed ? 'used' : 'left'}`,
      async () => (replica.ageMs() !== undefined) === isUsed || undefined,
    )
  return { replica, read, untilUsed }
}

it('reads on the replica what is committed, no older than the bound', async () => {
  const { read, untilUsed, replica } = await open()
  await untilUsed(true)
  await servers.run('insert into notes values (1)')
  await waitFor('the note to be there', async () => {
    const { result, isFromReplica } = await read()
    expect(isFromReplica).toBe(true)
    return result.includes(1) || undefined
  })
  expect(replica.ageMs()).toBeLessThanOrEqual(lagMaxMs)
})

it('reads on the primary while the replica is behind, and on the replica again once it has caught up', async () => {
  const { read, untilUsed } = await open()
  await untilUsed(true)
  await servers.replica.pauseReplay(true)
  await servers.run('insert into notes values (2)')
  await untilUsed(false)
  expect(await read()).toMatchObject({ result: expect.arrayContaining([2]), isFromReplica: false })
  await servers.replica.pauseReplay(false)
  await untilUsed(true)
  expect(await read()).toMatchObject({ result: expect.arrayContaining([2]), isFromReplica: true })
})

it('a paused replica is used as long as nothing was written', async () => {
  const { read, untilUsed } = await open()
  await untilUsed(true)
  await servers.replica.pauseReplay(true)
  expect((await read()).isFromReplica).toBe(true)
})

it('survives a replica that is killed, and comes back', async () => {
  const { read, untilUsed } = await open()
  await untilUsed(true)
  await servers.replica.kill()
  // Connections that are open end a moment after the postmaster. No read fails meanwhile.
  await waitFor('a read on the primary', async () => !(await read()).isFromReplica || undefined)
  await servers.replica.start()
  await untilUsed(true)
  expect((await read()).isFromReplica).toBe(true)
})

it('repeats a read on the primary that the replica cancels to replay a change', async () => {
  const { replica, untilUsed } = await open()
  await servers.run('create table changed (id int); insert into changed values (1)')
  await untilUsed(true)
  const find = (name: string, text: string) => replica.read((db) => queryNamed(db, name, text, []))
  await waitFor('the table to be there', async () => {
    const { result } = await find('find_table', `select to_regclass('changed') as name`)
    return result[0]?.name != null || undefined
  })
  const reading = find(
    'count_changed',
    'select count(*)::int as count from changed, pg_sleep(case when pg_is_in_recovery() then 60 else 0 end)',
  )
  await waitFor('the read to run', async () => {
    const { result } = await find(
      'find_lock',
      `select 1 from pg_locks where relation = 'changed'::regclass and mode = 'AccessShareLock'`,
    )
    return result.length > 0 || undefined
  })
  await servers.run('truncate changed')
  expect(await reading).toEqual({ result: [{ count: 0 }], isFromReplica: false })
})

it('uses no server that is no replica of this primary', async () => {
  const { read, replica } = await open(servers.url)
  await waitFor('some checks', async () => true)
  expect((await read()).isFromReplica).toBe(false)
  expect(replica.ageMs()).toBeUndefined()
})
