import { describe, expect, it } from 'vitest'
import { signUpAdministrator } from '../../../../../test/harness/administrator.ts'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { type Answer, type Client, errorCodeOf } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { createFileLinks } from '../gallery/file-links.ts'

const api = keepForSuite(await startTestApi())
const admin = (await signUpAdministrator(api)).client

const reason = 'It shows somebody’s address.'

type Painted = { owner: Client; ownerId: string; id: string; word: string }

/** A public picture with a word that no other picture has. */
async function paint(privacy = false): Promise<Painted> {
  const { client: owner, id: ownerId } = await api.signUp()
  const word = `w${crypto.randomUUID().replaceAll('-', '')}`
  const { rows } = await api.database.pool.query<{ id: string }>(
    `insert into generations (id, user_id, job_id, prompt, style, model, svg, bytes, privacy, credits_used)
     values (gen_random_uuid(), $1, gen_random_uuid(), $2, 'flat', 'composer', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>', 79, $3, 1)
     returning id`,
    [ownerId, `a picture of ${word}`, privacy],
  )
  return { owner, ownerId, id: rows[0]?.id ?? '', word }
}

const hide = (id: string, client = admin) => client.post(`/admin/pictures/${id}/hide`, { reason })
const show = (id: string) => admin.post(`/admin/pictures/${id}/show`, { reason })
const remove = (id: string) => admin.send('DELETE', `/admin/pictures/${id}`, { body: { reason } })
const setPrivacy = ({ owner, id }: Painted, privacy: boolean) =>
  owner.patch(`/user/generations/${id}`, { privacy })

/** A reported picture is visible to administrators, private or not. */
const report = (id: string) => api.client().post(`/gallery/${id}/report`, { reason: 'hateful' })

/** All places where this client finds the picture. */
async function findEverywhere(client: Client, { id, word }: Painted): Promise<string[]> {
  const found: string[] = []
  for (const path of [
    '/svg/public?limit=100',
    `/svg/public?q=${word}`,
    '/svg/public?style=flat&model=composer',
  ]) {
    const { text } = await client.get(path)
    if (text.includes(id)) found.push(path)
  }
  const { pagination } = (await client.get(`/svg/public?q=${word}&limit=1`)).body as {
    pagination: { totalCount: number }
  }
  if (pagination.totalCount > 0) found.push('count')
  const files = ['', '/source', '/download', '/file.svg', '/file.png', '/component.tsx', '/component.jsx']
  for (const file of files)
    if ((await client.get(`/svg/${id}${file}`)).status !== 404) found.push(`picture${file}`)
  return found
}

/** Cached pages show new pictures within a second. */
const untilFound = (client: Client, painted: Painted) =>
  expect.poll(async () => (await findEverywhere(client, painted)).length).toBe(11)

describe('a picture that an administrator hides', () => {
  it('is found only by its owner, from the answer on, also in cached pages', async () => {
    const painted = await paint()
    const visitor = api.client()
    await untilFound(visitor, painted)
    const answer = await hide(painted.id)
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      picture: {
        id: painted.id,
        privacy: true,
        removedAt: expect.stringMatching(/Z$/),
        removedReason: reason,
      },
    })
    expect(await findEverywhere(visitor, painted)).toEqual([])
    const { client: other } = await api.signUp()
    expect(await findEverywhere(other, painted)).toEqual([])
    const own = await painted.owner.get(`/svg/${painted.id}`)
    expect(own.body).toMatchObject({ svgGeneration: { privacy: true, removedReason: reason } })
    expect((await painted.owner.get(`/svg/${painted.id}/file.svg`)).status).toBe(200)
    expect((await painted.owner.get('/svg/history')).body).toMatchObject({
      generations: [{ id: painted.id, removedAt: expect.any(String), removedReason: reason }],
    })
  })

  it('is opened by no link, neither from before nor from its owner’s list', async () => {
    const painted = await paint()
    const { id } = painted
    await report(id)
    await setPrivacy(painted, true)
    const links = createFileLinks(api.resources.keys.signedUrl, () => api.url)
    const before = [
      links.svgUrl({ id, privacy: true, removedAt: null }),
      links.downloadUrl({ id, privacy: true, removedAt: null }),
      links.downloadUrl({ id, privacy: false, removedAt: null }),
    ]
    for (const url of before.slice(0, 2)) expect((await fetch(url)).status).toBe(200)
    await hide(id)
    const listed = (await painted.owner.get('/user/generations')).body as {
      generations: { svgUrl: string }[]
    }
    for (const url of [...before, listed.generations[0]?.svgUrl ?? ''])
      expect((await fetch(url)).status).toBe(404)
    // The owner may save it, for a minute.
    const { downloadUrl } = (await painted.owner.get(`/svg/${id}/download`)).body as { downloadUrl: string }
    expect((await fetch(downloadUrl)).status).toBe(200)
  })

  it('cannot be published by its owner, who gets the reason, and is shown again as before', async () => {
    const painted = await paint()
    await hide(painted.id)
    const refused = await setPrivacy(painted, false)
    expect([refused.status, errorCodeOf(refused)]).toEqual([409, 'picture_removed'])
    const { notifications } = (await painted.owner.get('/notification/latest')).body as {
      notifications: { title: string; message: string }[]
    }
    expect(notifications[0]).toMatchObject({
      title: 'An administrator hid a picture of yours',
      message: expect.stringContaining(reason),
    })
    expect((await show(painted.id)).status).toBe(200)
    await untilFound(api.client(), painted)
    expect((await painted.owner.get(`/svg/${painted.id}`)).body).toMatchObject({
      svgGeneration: { privacy: false },
    })
  })

  it('stays private afterwards if its owner requested that in the meantime', async () => {
    const painted = await paint()
    await hide(painted.id)
    expect((await setPrivacy(painted, true)).status).toBe(200)
    expect((await setPrivacy(painted, false)).status).toBe(409)
    await show(painted.id)
    expect(await findEverywhere(api.client(), painted)).toEqual([])
    expect((await setPrivacy(painted, false)).status).toBe(200)
  })

  it('can still be deleted by its owner', async () => {
    const painted = await paint()
    await hide(painted.id)
    expect((await painted.owner.delete(`/user/generations/${painted.id}`)).status).toBe(200)
    // Its takedown remains, and ends once.
    expect((await show(painted.id)).status).toBe(200)
    expect((await show(painted.id)).status).toBe(404)
  })

  it('is never public, whatever its owner does at the same moment', async () => {
    for (let round = 0; round < 15; round += 1) {
      const painted = await paint()
      await report(painted.id)
      if (round % 2 === 0) await setPrivacy(painted, true)
      const answers = await Promise.all([
        setPrivacy(painted, false),
        hide(painted.id),
        setPrivacy(painted, true),
        setPrivacy(painted, false),
        hide(painted.id),
      ])
      expect(answers.filter(({ status }) => ![200, 409].includes(status))).toEqual([])
      const { rows } = await api.database.pool.query(
        'select privacy, removed_at, privacy_afterwards from generations where id = $1',
        [painted.id],
      )
      expect(rows[0]).toMatchObject({ privacy: true, removed_at: expect.any(Date) })
      expect((await api.client().get(`/svg/${painted.id}`)).status).toBe(404)
      const { acts } = (await admin.get(`/admin/acts?subject=${painted.id}`)).body as { acts: unknown[] }
      expect(acts).toHaveLength(1)
      await show(painted.id)
      const { body } = await painted.owner.get(`/svg/${painted.id}`)
      expect(body).toMatchObject({ svgGeneration: { privacy: rows[0].privacy_afterwards } })
    }
  })

  it('cannot be made public, because the database keeps it private', async () => {
    const { id } = await paint()
    await hide(id)
    const { rows } = await api.database.pool.query(
      'update generations set privacy = false where id = $1 returning privacy',
      [id],
    )
    expect(rows).toEqual([{ privacy: true }])
  })

  it('is deleted with an account at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id, ownerId } = await paint()
      const [answer] = await Promise.all([
        hide(id),
        api.database.pool.query('delete from users where id = $1', [ownerId]),
      ])
      expect([200, 404]).toContain(answer.status)
    }
  })
})

describe('a picture that an administrator deletes', () => {
  it('is deleted for everybody, its owner gets the reason, and its job and charge stay', async () => {
    const painted = await paint()
    const visitor = api.client()
    await findEverywhere(visitor, painted)
    await report(painted.id)
    expect((await remove(painted.id)).status).toBe(200)
    expect(await findEverywhere(visitor, painted)).toEqual([])
    expect(await findEverywhere(painted.owner, painted)).toEqual([])
    expect((await painted.owner.get('/notification/latest')).text).toContain(reason)
    expect((await admin.get('/admin/pictures?limit=100')).text).not.toContain(painted.id)
    expect((await remove(painted.id)).status).toBe(404)
    const { acts } = (await admin.get(`/admin/acts?subject=${painted.id}`)).body as { acts: unknown[] }
    expect(acts).toEqual([
      expect.objectContaining({
        action: 'picture.delete',
        subject: { kind: 'picture', id: painted.id },
        reason,
        details: { userId: painted.ownerId },
      }),
    ])
  })
})

it('a reason that would not be one line of text is refused, and one is needed', async () => {
  const { id } = await paint()
  for (const bad of ['a\nb', 'a\u001b[2Jb', 'a\u0007'])
    expect(errorCodeOf(await admin.post(`/admin/pictures/${id}/hide`, { reason: bad }))).toBe(
      'invalid_request',
    )
  expect((await admin.post(`/admin/pictures/${id}/hide`, {})).status).toBe(400)
  expect((await api.client().get(`/svg/${id}`)).status).toBe(200)
})

it('administrators cannot see a private picture unless it was reported', async () => {
  const painted = await paint(true)
  expect((await admin.get(`/admin/pictures/${painted.id}`)).status).toBe(404)
  for (const act of [hide, show, remove]) expect((await act(painted.id)).status).toBe(404)
  expect((await painted.owner.get(`/svg/${painted.id}`)).status).toBe(200)
  await setPrivacy(painted, false)
  await report(painted.id)
  await setPrivacy(painted, true)
  expect((await admin.get(`/admin/pictures/${painted.id}`)).status).toBe(200)
  await hide(painted.id)
  expect((await setPrivacy(painted, false)).status).toBe(409)
  await show(painted.id)
  expect((await painted.owner.get(`/svg/${painted.id}`)).body).toMatchObject({
    svgGeneration: { privacy: true },
  })
})

describe('a picture with versions', () => {
  const edit = (client: Client, id: string, fill: string) =>
    client.post(`/svg/${id}/edits`, { edits: [{ op: 'paint', target: { kind: 'path' }, fill }] })
  const idOf = ({ body }: Answer) => (body as { svgGeneration: { id: string } }).svgGeneration.id

  it('is hidden with all its public versions, and no version of it becomes public meanwhile', async () => {
    const painted = await paint()
    const { owner, id } = painted
    const second = idOf(await edit(owner, id, '#111111'))
    const third = idOf(await edit(owner, second, '#222222'))
    const kept = idOf(await edit(owner, second, '#333333'))
    await owner.patch(`/user/generations/${kept}`, { privacy: true })
    await untilFound(api.client(), { ...painted, id: third })
    expect((await hide(second)).status).toBe(200)
    for (const version of [id, second, third])
      expect((await api.client().get(`/svg/${version}`)).status).toBe(404)
    // Administrators see no version that was private before.
    expect((await admin.get(`/admin/pictures/${kept}`)).status).toBe(404)
    for (const version of [id, third, kept])
      expect(errorCodeOf(await owner.patch(`/user/generations/${version}`, { privacy: false }))).toBe(
        'picture_removed',
      )
    expect(errorCodeOf(await edit(owner, third, '#444444'))).toBe('picture_removed')
    expect(errorCodeOf(await owner.post(`/svg/${id}/restore`))).toBe('picture_removed')
    expect(await edit(owner, kept, '#555555')).toMatchObject({
      status: 201,
      body: { svgGeneration: { privacy: true } },
    })
    expect((await show(id)).status).toBe(200)
    for (const version of [id, second, third])
      expect((await api.client().get(`/svg/${version}`)).status).toBe(200)
    expect((await api.client().get(`/svg/${kept}`)).status).toBe(404)
  })

  it('is deleted with all its versions', async () => {
    const { owner, id } = await paint()
    const second = idOf(await edit(owner, id, '#111111'))
    expect((await remove(second)).status).toBe(200)
    for (const version of [id, second]) expect((await owner.get(`/svg/${version}`)).status).toBe(404)
  })

  it('has its reports resolved with whichever version is hidden', async () => {
    const { owner, id } = await paint()
    const second = idOf(await edit(owner, id, '#111111'))
    await report(id)
    await hide(second)
    expect((await admin.get(`/admin/pictures/${id}`)).body).toMatchObject({ picture: { openReports: 0 } })
  })
})
