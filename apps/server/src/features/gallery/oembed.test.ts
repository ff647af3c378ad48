import { expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { errorCodeOf } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { hangPictures } from '../../../../../test/web/gallery-seed.ts'

const api = keepForSuite(await startTestApi())
const wide =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><rect width="300" height="100" fill="#d9442b"/></svg>'
const { id: userId } = await api.signUp()
const [picture = ''] = await hangPictures(api, { userId, count: 1, prompt: 'a banner', svg: wide })
const [secret = ''] = await hangPictures(api, { userId, count: 1, privacy: true })

const ask = (id: string, more: Record<string, string> = {}, origin = api.url) =>
  api.client().get(`/oembed?${new URLSearchParams({ url: `${origin}/picture/${id}`, ...more })}`)

it('describes the page of a public picture, for pages of every site', async () => {
  const { status, body, headers } = await ask(picture)
  const { url, provider_url: provider } = body as { url: string; provider_url: string }
  expect([status, body]).toEqual([
    200,
    {
      version: '1.0',
      type: 'photo',
      title: 'a banner 1',
      url: `${provider}/api/svg/${picture}/file.png?size=1024`,
      width: 1024,
      height: 341,
      provider_name: 'chatSVG',
      provider_url: expect.stringMatching(/^http:\/\/localhost:\d+$/),
      cache_age: 3600,
    },
  ])
  expect(headers.get('access-control-allow-origin')).toBe('*')
  const image = await fetch(url.replace(provider, api.url))
  const png = Buffer.from(await image.arrayBuffer())
  // Width and height are in the header of a PNG (third edition, section 11.2.1).
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1024, 341])
})

it.each([
  [{ maxwidth: '640' }, 640, 213],
  [{ maxheight: '100' }, 300, 100],
  [{ maxwidth: '99', maxheight: '50' }, 96, 32],
  [{ maxwidth: '10' }, 10, 3],
])('fits into %j', async (box, width, height) => {
  expect((await ask(picture, box)).body).toMatchObject({ width, height })
})

it('says nothing about other addresses, private pictures and other formats', async () => {
  const refusal = async (answer: ReturnType<typeof ask>) => [(await answer).status, errorCodeOf(await answer)]
  expect(await refusal(ask(secret))).toEqual([404, 'svg_not_found'])
  expect(await refusal(ask(crypto.randomUUID()))).toEqual([404, 'svg_not_found'])
  expect(await refusal(ask('nonsense'))).toEqual([404, 'svg_not_found'])
  expect(await refusal(ask(picture, {}, 'https://elsewhere.example'))).toEqual([404, 'svg_not_found'])
  expect(await refusal(ask(picture, { format: 'xml' }))).toEqual([501, 'oembed_format'])
  expect(await refusal(ask(picture, { maxwidth: '-1' }))).toEqual([400, 'invalid_size'])
})
