import { uuidv7 } from 'uuidv7'
import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { type Client, testPassword } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { waitForLock } from '../../../../../test/harness/wait.ts'
import { deleteUser } from '../accounts/index.ts'
import { claimJob } from '../jobs/claim-store.ts'
import { lockTree } from '../jobs/index.ts'
import { failJob } from '../jobs/job-lease-store.ts'
import { ParentGoneError, succeedJob } from '../jobs/success-store.ts'
import { inRow } from '../storage/index.ts'

const api = keepForSuite(await startTestApi())

type Picture = { id: string; svg: string }

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect id="a" width="9" height="9" fill="#c00"/></svg>'
const usage = { inputTokens: 0, outputTokens: 0, costMicroUsd: 0, estimated: false }

async function createPainter(): Promise<{ client: Client; userId: string; picture: Picture }> {
  const { client, id: userId } = await api.signUp()
  const { svgGeneration } = (await client.post('/svg', { svg })).body as { svgGeneration: Picture }
  return { client, userId, picture: svgGeneration }
}

/** A change of a picture that the test works on as its worker. */
async function claimChange(client: Client, parentId: string) {
  const { db } = api.resources.database
  const accepted = await client.post(`/svg/${parentId}/edits`, { instruction: 'make it blue' })
  const { job } = accepted.body as { job: { id: string } }
  const leaseToken = crypto.randomUUID()
  const claimed = await claimJob(db, job.id, leaseToken, 60_000)
  expect(claimed).toMatchObject({ id: job.id, parentId, prompt: 'make it blue' })
  const ids = () => ({
    jobId: job.id,
    leaseToken,
    generationId: crypto.randomUUID(),
    noticeId: uuidv7(),
    refundId: crypto.randomUUID(),
  })
  return {
    jobId: job.id,
    succeed: () =>
      succeedJob(db, { ...ids(), parentId, text: inRow(svg.replace('#c00', '#00c')), usage }).catch(
        (error: unknown) => {
          if (error instanceof ParentGoneError) return 'gone' as const
          throw error
        },
      ),
    fail: () => failJob(db, { ...ids(), code: 'GENERATION_FAILED', message: 'It failed.', usage }),
  }
}

const versionsOf = async (client: Client, id: string) =>
  ((await client.get(`/svg/${id}/versions`)).body as { versions?: Picture[] }).versions ?? []

async function newestOf(id: string): Promise<number> {
  const { rows } = await api.database.pool.query(
    'select from generations where (id = $1 or tree_id = $1) and is_newest',
    [id],
  )
  return rows.length
}

it('a change ends once: with its version, its failure or its cancellation, and one refund at most', async () => {
  for (let round = 0; round < 8; round += 1) {
    const { client, picture } = await createPainter()
    const change = await claimChange(client, picture.id)
    const [cancelled] = await Promise.all([
      client.post(`/svg/generation-jobs/${change.jobId}/cancel`),
      round % 2 === 0 && change.succeed(),
      round % 3 === 0 && change.fail(),
    ])
    const { job } = (await client.get(`/svg/generation-jobs/${change.jobId}`)).body as {
      job: { status: string }
    }
    expect(cancelled.status).toBe(job.status === 'SUCCEEDED' ? 409 : 200)
    expect(await versionsOf(client, picture.id)).toHaveLength(job.status === 'SUCCEEDED' ? 2 : 1)
    expect(await newestOf(picture.id)).toBe(1)
  }
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})

it('a change and the deletion of its picture: a version is deleted with it, or none is made', async () => {
  for (let round = 0; round < 8; round += 1) {
    const { client, picture } = await createPainter()
    const change = await claimChange(client, picture.id)
    const [, ended] = await Promise.all([
      client.send('DELETE', `/user/generations/${picture.id}`),
      change.succeed(),
    ])
    if (ended === 'gone') expect(await change.fail()).toBe(true)
    else expect(ended).toBe(true)
    const { rows } = await api.database.pool.query('select from generations where id = $1 or tree_id = $1', [
      picture.id,
    ])
    expect(rows).toHaveLength(0)
    const deleted = ended === 'gone' ? [] : [change.jobId]
    expect(
      (await findLedgerViolations(api.database.pool))
        .flatMap(({ ids }) => ids)
        .filter((id) => id === change.jobId),
    ).toEqual(deleted)
  }
})

it('a change and the deletion of the version that it changes alone leave a tree without gaps', async () => {
  for (let round = 0; round < 8; round += 1) {
    const { client, picture } = await createPainter()
    const edits = [{ op: 'paint', target: { id: 'a' }, fill: '#0c0' }]
    const second = (await client.post(`/svg/${picture.id}/edits`, { edits })).body as {
      svgGeneration: Picture
    }
    const change = await claimChange(client, second.svgGeneration.id)
    const [, ended] = await Promise.all([
      client.send('DELETE', `/user/generations/${second.svgGeneration.id}?scope=version`),
      change.succeed(),
    ])
    if (ended === 'gone') await change.fail()
    const versions = (await versionsOf(client, picture.id)) as (Picture & { parentId: string | null })[]
    expect(versions.map(({ parentId }) => parentId)).toEqual(
      [null, picture.id].slice(0, ended === 'gone' ? 1 : 2),
    )
    expect(await newestOf(picture.id)).toBe(1)
  }
})

it('a change and the deletion of the account wait for each other in one order', async () => {
  for (let round = 0; round < 6; round += 1) {
    const { client, userId, picture } = await createPainter()
    const change = await claimChange(client, picture.id)
    const [deleted] = await Promise.all([
      client.send('DELETE', '/user', { body: { password: testPassword } }),
      change.succeed(),
      client.send('PATCH', `/user/generations/${picture.id}`, { body: { privacy: true } }),
    ])
    expect(deleted.status).toBe(200)
    const { rows } = await api.database.pool.query('select from generations where user_id = $1', [userId])
    expect(rows).toHaveLength(0)
  }
})

it('the deletion of an account waits for a change before it locks a picture', async () => {
  const { db } = api.resources.database
  const { userId, picture } = await createPainter()
  await db.transaction(async (tx) => {
    await lockTree(tx, picture.id)
    const deletion = db.transaction((other) => deleteUser(other, userId)).then(() => 'deleted')
    const wait = waitForLock(api.database.pool, 'the deletion to wait').then(() => 'waits')
    expect(await Promise.race([deletion, wait])).toBe('waits')
    const { rows } = await api.database.pool.query(
      'select from generations where id = $1 for update skip locked',
      [picture.id],
    )
    expect(rows).toHaveLength(1)
  })
  await expect.poll(() => newestOf(picture.id)).toBe(0)
})

it('changes that end at once are all versions, of which one is the newest', async () => {
  const { client, picture } = await createPainter()
  const changes = [
    await claimChange(client, picture.id),
    await claimChange(client, picture.id),
    await claimChange(client, picture.id),
  ]
  expect(await Promise.all(changes.map((change) => change.succeed()))).toEqual([true, true, true])
  expect(await versionsOf(client, picture.id)).toHaveLength(4)
  expect(await newestOf(picture.id)).toBe(1)
})

describe('versions that one statement deletes', () => {
  const deleteAll = (ids: string[]) =>
    api.database.pool.query('delete from generations where id = any($1::uuid[])', [ids])

  it.each([
    ['two in a row', [1, 2]],
    ['three in a row', [1, 2, 3]],
    ['the first ones', [0, 1]],
    ['the last ones', [3, 4]],
    ['every second', [1, 3]],
    ['all but one', [0, 1, 3, 4]],
  ])('%s: the others have the nearest version that is left as their parent', async (_what, gone) => {
    const { client, picture } = await createPainter()
    const ids = [picture.id]
    for (const fill of ['#111', '#222', '#333', '#444']) {
      const edits = [{ op: 'paint', target: { id: 'a' }, fill }]
      const { body } = await client.post(`/svg/${ids.at(-1)}/edits`, { edits })
      ids.push((body as { svgGeneration: Picture }).svgGeneration.id)
    }
    await deleteAll(gone.map((at) => ids[at] ?? ''))
    const left = ids.filter((_, at) => !gone.includes(at))
    const { rows } = await api.database.pool.query(
      'select id, parent_id as "parentId", is_newest as "isNewest" from generations where id = any($1::uuid[]) order by created_at, id',
      [ids],
    )
    expect(rows).toEqual(
      left.map((id, at) => ({ id, parentId: left[at - 1] ?? null, isNewest: at === left.length - 1 })),
    )
  })
})
