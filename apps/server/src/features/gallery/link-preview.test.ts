import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'

const api = keepForSuite(await startTestApi())
const { client: owner, id: ownerId } = await api.signUp()

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256" width="256" height="256"><circle r="99"/></svg>'

async function keepPicture(privacy: boolean, prompt: string): Promise<string> {
  const { rows } = await api.database.pool.query<{ id: string }>(
    `insert into generations (id, user_id, job_id, prompt, style, model, svg, bytes, privacy, credits_used)
     values (gen_random_uuid(), $1, gen_random_uuid(), $2, 'flat', 'composer', $3, octet_length($3), $4, 1) returning id`,
    [ownerId, prompt, svg, privacy],
  )
  return rows[0]?.id ?? ''
}

async function openPage(id: string, cookie = ''): Promise<{ html: string; meta: Record<string, string> }> {
  const answer = await fetch(`${api.url}/picture/${id}`, { headers: { cookie, accept: 'text/html' } })
  expect(answer.status).toBe(200)
  const html = await answer.text()
  const tags = [...html.matchAll(/<meta (?:property|name)="((?:og|twitter):[^"]*)" content="([^"]*)">/g)]
  return { html, meta: Object.fromEntries(tags.map(([, key, content]) => [key, content])) }
}

describe('a link to a picture', () => {
  it('has a preview with its sentence and a PNG that everybody can load', async () => {
    const id = await keepPicture(false, 'a red fox')
    const { meta } = await openPage(id)
    expect(meta).toMatchObject({ 'og:title': 'a red fox', 'twitter:card': 'summary_large_image' })
    const image = new URL(meta['og:image'] ?? '')
    const png = await fetch(`${api.url}${image.pathname}${image.search}`)
    expect([png.status, png.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect(new URL(meta['og:url'] ?? '').pathname).toBe(`/picture/${id}`)
  })

  it('has no preview while it is private, even for its owner, or if it does not exist', async () => {
    const id = await keepPicture(true, 'a secret fox')
    const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    for (const [one, as] of [
      [id, ''],
      [id, cookie],
      [crypto.randomUUID(), ''],
      ['nonsense', ''],
    ] as const) {
      const { html, meta } = await openPage(one, as)
      expect(meta).toEqual({})
      expect(html).not.toContain('secret')
    }
    await owner.send('PATCH', `/user/generations/${id}`, { body: { privacy: false } })
    expect((await openPage(id)).meta['og:title']).toBe('a secret fox')
    await owner.send('PATCH', `/user/generations/${id}`, { body: { privacy: true } })
    expect((await openPage(id)).meta).toEqual({})
  })

  it('escapes markup in a sentence, and cuts a long one between characters', async () => {
    const { html, meta } = await openPage(
      await keepPicture(false, "\"><script>alert(1)</script></head>$& 'x'"),
    )
    expect(html.match(/<script/g)).toHaveLength(
      (await openPage('nonsense')).html.match(/<script/g)?.length ?? 0,
    )
    expect(meta['og:title']).toContain('&quot;&gt;&lt;script&gt;')
    const { meta: long } = await openPage(await keepPicture(false, '🦊'.repeat(400)))
    expect([...(long['og:title'] ?? '')]).toHaveLength(120)
  })
})
