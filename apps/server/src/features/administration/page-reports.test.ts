import { expect, it } from 'vitest'
import { signUpAdministrator } from '../../../../../test/harness/administrator.ts'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { type Client, errorCodeOf } from '../../../../../test/harness/client.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { purgePageReports } from '../collections/index.ts'

const api = keepForSuite(await startTestApi({ TRUST_PROXY: '1' }))
const admin = (await signUpAdministrator(api)).client

type Page = { kind: string; id: string; openReports: number; removedAt: string | null; reports: object[] }
type Reported = {
  owner: Client
  /** Where it is reported. */
  path: string
  subject: { kind: 'collection' | 'author'; id: string }
  readPath: string
  /** The owner makes it public. */
  publish: () => ReturnType<Client['post']>
}

let handles = 0
const makers: Record<Reported['subject']['kind'], (service?: typeof api) => Promise<Reported>> = {
  async collection(service = api) {
    const { client: owner } = await service.signUp()
    const made = await owner.post('/collections', { name: 'Foxes', description: 'Red ones.', privacy: false })
    const { id } = (made.body as { collection: { id: string } }).collection
    return {
      owner,
      path: `/collections/${id}/report`,
      subject: { kind: 'collection', id },
      readPath: `/collections/${id}`,
      publish: () => owner.patch(`/collections/${id}`, { privacy: false }),
    }
  },
  async author(service = api) {
    const { client: owner, id } = await service.signUp()
    handles += 1
    const settings = { handle: `fox-${handles}`, displayName: 'Fox', biography: 'Red.', isPublic: true }
    const publish = () => owner.send('PUT', '/user/author', { body: settings })
    await publish()
    return {
      owner,
      path: `/authors/${settings.handle}/report`,
      subject: { kind: 'author', id },
      readPath: `/authors/${settings.handle}`,
      publish,
    }
  },
}

const from = (address: string) => ({ 'x-forwarded-for': address })
const report = (path: string, body: object = {}, address = '198.51.100.1', service = api) =>
  service.client().post(path, { reason: 'hateful', ...body }, from(address))
const act = ({ kind, id }: Reported['subject'], what: string) =>
  admin.post(`/admin/pages/${kind}/${id}/${what}`, { reason: 'no insults' })
const find = async ({ id }: Reported['subject'], query = '') =>
  ((await admin.get(`/admin/pages${query}`)).body as { pages: Page[] }).pages.find((page) => page.id === id)

it.each(['collection', 'author'] as const)(
  'a reported %s is listed, hidden, and allowed again',
  async (kind) => {
    const { owner, path, subject, readPath, publish } = await makers[kind]()
    for (let time = 0; time < 2; time += 1) {
      expect((await report(path, { text: 'It names me.' })).status).toBe(202)
      expect((await report(path, { reason: 'personal' }, '198.51.100.2')).status).toBe(202)
    }
    const listed = await find(subject)
    expect(listed).toMatchObject({ kind, openReports: 2, removedAt: null })
    expect(listed?.reports).toEqual([
      { id: expect.any(String), reason: 'personal', text: null, createdAt: expect.any(String) },
      { id: expect.any(String), reason: 'hateful', text: 'It names me.', createdAt: expect.any(String) },
    ])
    expect(JSON.stringify(listed)).not.toContain('198.51')

    expect((await act(subject, 'dismiss-reports')).status).toBe(200)
    expect(await find(subject)).toBeUndefined()
    expect((await api.client().get(readPath)).status).toBe(200)

    await report(path)
    for (let time = 0; time < 2; time += 1) expect((await act(subject, 'hide')).status).toBe(200)
    expect((await api.client().get(readPath)).status).toBe(404)
    expect((await report(path)).status).toBe(404)
    expect(errorCodeOf(await publish())).toBe(`${kind}_removed`)
    expect((await api.client().get(readPath)).status).toBe(404)
    expect(await find(subject, '?state=hidden')).toMatchObject({
      removedReason: 'no insults',
      openReports: 0,
    })
    const notices = JSON.stringify((await owner.get('/notification/latest')).body)
    expect(notices.match(/An administrator hid/g)).toHaveLength(1)

    for (let time = 0; time < 2; time += 1) expect((await act(subject, 'show')).status).toBe(200)
    expect((await api.client().get(readPath)).status).toBe(404)
    expect((await publish()).status).toBe(200)
    expect((await api.client().get(readPath)).status).toBe(200)
    const { acts } = (await admin.get(`/admin/acts?subject=${subject.id}`)).body as {
      acts: { action: string; subject: { kind: string } }[]
    }
    expect(acts.map(({ action }) => action)).toEqual(['page.show', 'page.hide', 'page.dismiss-reports'])
    expect(acts[0]?.subject.kind).toBe(kind)
  },
)

it.each(['collection', 'author'] as const)(
  'reports of a %s leave none open while it is hidden',
  async (kind) => {
    for (let round = 0; round < 10; round += 1) {
      const { path, subject } = await makers[kind]()
      const answers = await Promise.all([
        ...[21, 22, 23].map((host) => report(path, {}, `198.51.100.${host}`)),
        act(subject, 'hide'),
        ...[31, 32, 33].map((host) => report(path, {}, `198.51.100.${host}`)),
      ])
      expect(answers.filter(({ status }) => ![200, 202, 404].includes(status))).toEqual([])
      const { rows } = await api.database.pool.query<{ open: number }>(
        'select count(*)::int as open from page_reports where coalesce(collection_id, author_id) = $1 and resolved_at is null',
        [subject.id],
      )
      expect(rows[0]?.open).toBe(0)
    }
  },
)

it('a hidden collection can still be renamed and deleted by its owner, who alone sees it', async () => {
  const { owner, subject, readPath } = await makers.collection()
  await act(subject, 'hide')
  expect((await owner.patch(readPath, { name: 'Friendly foxes' })).body).toMatchObject({
    collection: { name: 'Friendly foxes', privacy: true },
  })
  expect((await owner.delete(readPath)).status).toBe(200)
  expect((await act(subject, 'show')).status).toBe(404)
})

it('what is not public cannot be reported, nor with an invalid text', async () => {
  const { owner, path, readPath } = await makers.collection()
  for (const text of ['a\u0007', 'x'.repeat(501)])
    expect(errorCodeOf(await report(path, { text }))).toBe('invalid_report')
  expect((await report(path, { reason: 'ugly' })).status).toBe(400)
  await owner.patch(readPath, { privacy: true })
  for (const gone of [path, `/collections/${crypto.randomUUID()}/report`, '/collections/nothing/report'])
    expect(errorCodeOf(await report(gone))).toBe('collection_not_found')
  expect(errorCodeOf(await report('/authors/nobody-of-all/report'))).toBe('author_not_found')
  const actOn = (path: string) => admin.post(`/admin/pages/${path}/hide`, { reason: 'no insults' })
  expect((await actOn(`collection/${crypto.randomUUID()}`)).status).toBe(404)
  expect((await actOn(`author/${crypto.randomUUID()}`)).status).toBe(404)
  expect((await actOn('collection/x')).status).toBe(404)
  expect((await actOn(`picture/${crypto.randomUUID()}`)).status).toBe(400)
  expect((await admin.get('/admin/pages?state=lost')).status).toBe(400)
  expect((await owner.get('/admin/pages')).status).toBe(404)
})

it('has one limit with the reports of pictures', async () => {
  const limited = keep(await startTestApi({ RATE_LIMIT_REPORT: '2/1d', TRUST_PROXY: '1' }))
  const [collection, author] = [await makers.collection(limited), await makers.author(limited)]
  const paths = [collection.path, author.path, `/gallery/${crypto.randomUUID()}/report`]
  const statuses: number[] = []
  for (const path of paths) statuses.push((await report(path, {}, '198.51.100.1', limited)).status)
  expect(statuses).toEqual([202, 202, 429])
})

it('resolved reports are deleted after 90 days, open ones are kept', async () => {
  const [resolved, open] = [await makers.collection(), await makers.author()]
  for (const { path } of [resolved, open]) await report(path)
  await act(resolved.subject, 'dismiss-reports')
  const { pool, db } = api.resources.database
  await pool.query(
    `update page_reports set created_at = now() - interval '99 days',
       resolved_at = case when resolved_at is not null then now() - interval '91 days' end`,
  )
  await purgePageReports(db, 90, 1_000)
  expect(
    (await pool.query('select from page_reports where collection_id = $1', [resolved.subject.id])).rowCount,
  ).toBe(0)
  expect(await find(open.subject)).toMatchObject({ openReports: 1 })
})
