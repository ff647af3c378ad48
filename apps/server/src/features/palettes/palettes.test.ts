import { expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { callWithKey, makeKey } from '../../../../../test/harness/api-key.ts'
import { type Client, errorCodeOf, testPassword } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import {
  addMember,
  inWorkspace,
  makeWorkspace,
  signUpVerified,
} from '../../../../../test/harness/workspace.ts'

const api = keepForSuite(await startTestApi())
const { pool } = api.database

const keepAt = (client: Client, colors: string) => client.send('PUT', `/palettes/${colors}`)
const listOf = async (client: Client) => {
  const { body } = await client.get('/palettes')
  return (body as { palettes: { colors: string[] }[] }).palettes.map(({ colors }) => colors.join(' '))
}

it('palettes are kept once, listed with the newest first, removed, exported, and deleted with the account', async () => {
  const { client, id } = await api.signUp()
  for (const colors of ['111111', '222222-333333', '111111', '444444-444444'])
    expect((await keepAt(client, colors)).status).toBe(200)
  expect(await listOf(client)).toEqual(['#444444', '#222222 #333333', '#111111'])
  expect(await listOf((await api.signUp()).client)).toEqual([])
  for (const colors of ['333333-222222', '444444'])
    expect((await client.delete(`/palettes/${colors}`)).status).toBe(200)
  expect(await listOf(client)).toEqual(['#222222 #333333', '#111111'])
  expect((await client.get('/user/export')).body).toMatchObject({
    palettes: [{ colors: ['#222222', '#333333'] }, { colors: ['#111111'] }],
  })
  expect((await client.delete('/user', { password: testPassword })).status).toBe(200)
  expect((await pool.query('select from palettes where user_id = $1', [id])).rowCount).toBe(0)
})

it('a palette is one to twelve colours of six digits', async () => {
  const { client } = await api.signUp()
  const twelve = Array.from({ length: 12 }, (_, at) => `0000${at + 10}`)
  expect((await keepAt(client, twelve.join('-'))).status).toBe(200)
  const tooMany = [[...twelve, 'ffffff'], Array(500).fill('ffffff')].map((colors) => colors.join('-'))
  for (const wrong of ['red', 'abc', 'ABCDEF', '%23aabbcc', 'aabbcc-', ...tooMany])
    for (const answer of [await keepAt(client, wrong), await client.delete(`/palettes/${wrong}`)])
      expect([wrong, answer.status, errorCodeOf(answer)]).toEqual([wrong, 400, 'invalid_palette_colors'])
  expect(await listOf(client)).toHaveLength(1)
})

it('members of a workspace share its palettes, viewers only see them, and nobody else does', async () => {
  const owner = await signUpVerified(api)
  const { id } = await makeWorkspace(owner.client)
  const [member, viewer] = await Promise.all([
    addMember(api, owner, id, { role: 'member' }),
    addMember(api, owner, id, { role: 'viewer' }),
  ])
  const [members, viewers] = [inWorkspace(member.client, id), inWorkspace(viewer.client, id)]
  expect((await keepAt(members, '101820-d94400')).status).toBe(200)
  expect(await listOf(viewers)).toEqual(['#101820 #d94400'])
  for (const answer of [await keepAt(viewers, '111111'), await viewers.delete('/palettes/101820-d94400')])
    expect([answer.status, errorCodeOf(answer)]).toEqual([403, 'insufficient_role'])
  expect(await listOf(member.client)).toEqual([])
  expect(errorCodeOf(await inWorkspace((await api.signUp()).client, id).get('/palettes'))).toBe(
    'workspace_not_found',
  )
  // A key of the workspace with the scope of reading reads them.
  const { key } = await makeKey(inWorkspace(owner.client, id), { scopes: ['pictures:read'] })
  expect((await callWithKey(api.url, key, 'GET', '/palettes')).status).toBe(200)
  expect((await callWithKey(api.url, key, 'PUT', '/palettes/111111')).status).toBe(403)
  expect((await inWorkspace(owner.client, id).delete('/palettes/101820-d94400')).body).toEqual({
    palettes: [],
  })
})

it('of requests at the same time, equal ones keep one palette, and no more than 50 are kept', async () => {
  const { client, id } = await api.signUp()
  const same = await Promise.all(Array.from({ length: 8 }, () => keepAt(client, 'aabbcc')))
  expect(new Set(same.map(({ status }) => status))).toEqual(new Set([200]))
  expect(await listOf(client)).toEqual(['#aabbcc'])
  await pool.query(
    `insert into palettes (id, user_id, colors)
     select gen_random_uuid(), $1, array['#' || lpad(n::text, 6, '0')] from generate_series(1, 46) n`,
    [id],
  )
  const more = await Promise.all(
    Array.from({ length: 8 }, (_, at) => keepAt(client, `ffff${String(at + 10)}`)),
  )
  expect(more.map((answer) => (answer.status === 200 ? 200 : errorCodeOf(answer))).sort()).toEqual([
    ...[200, 200, 200],
    ...Array(5).fill('too_many_palettes'),
  ])
  expect(await listOf(client)).toHaveLength(50)
  // What is kept can be kept again.
  expect((await keepAt(client, 'aabbcc')).status).toBe(200)
})

it('a palette that is kept while the account is deleted leaves nothing', async () => {
  const { client, id } = await api.signUp()
  const answers = await Promise.all([
    client.delete('/user', { password: testPassword }),
    ...Array.from({ length: 6 }, (_, at) => keepAt(client, `00000${at}`)),
  ])
  expect(answers[0]?.status).toBe(200)
  expect(answers.filter(({ status }) => ![200, 401, 503].includes(status))).toEqual([])
  expect((await pool.query('select from palettes where user_id = $1', [id])).rowCount).toBe(0)
})
