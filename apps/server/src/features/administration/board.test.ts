import { describe, expect, it } from 'vitest'
import { signUpAdministrator } from '../../../../../test/harness/administrator.ts'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { canRunBrowser, openPage } from '../../../../../test/harness/browser.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { canRunRedis, startTestRedis } from '../../../../../test/harness/redis.ts'

const api = keepForSuite(await startTestApi({ UNFINISHED_GENERATION_LIMIT: 'off' }))

const board = '/admin/board/'

describe('the board of the queue', () => {
  it('asks for a sign-in without a session, and does not exist for a user, like all its files', async () => {
    const [nobody, user] = [api.client(), api.client()]
    await user.register()
    for (const path of ['/admin/board', board, `${board}api/queues`, `${board}static/favicon.ico`]) {
      expect((await nobody.get(path)).status).toBe(401)
      const answer = await user.get(path)
      expect([answer.status, (answer.body as { code: string }).code]).toEqual([404, 'not_found'])
    }
  })

  it('answers no call that would change an entry', async () => {
    const { client } = await signUpAdministrator(api)
    for (const [method, path] of [
      ['PUT', 'api/queues/pause'],
      ['PUT', 'api/queues/generate-svg/pause'],
      ['PUT', 'api/queues/generate-svg/empty'],
      ['POST', 'api/queues/generate-svg/add'],
      ['PUT', 'api/queues/generate-svg/obliterate'],
    ] as const)
      expect((await client.send(method, board + path, { body: {} })).status).toBe(404)
  })

  it('serves its own files, and no others', async () => {
    const { client } = await signUpAdministrator(api)
    const page = await client.get(board)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page.text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
    const [script = ''] = /static\/js\/main\.\w+\.js/.exec(page.text) ?? []
    expect((await client.get(board + script)).headers.get('content-type')).toContain('text/javascript')
    for (const path of ['index.ejs', 'static/..%2findex.ejs', '..%2fpackage.json', 'static/nothing.js'])
      expect((await client.get(board + path)).status).toBe(404)
  })
})

it.runIf(canRunBrowser())(
  'the board shows the queues in a browser, and loads nothing from elsewhere',
  async () => {
    const { client } = await signUpAdministrator(api)
    await client.post('/svg/generate-svg', { prompt: 'a blue circle, quite round', style: 'flat' })
    const { page, faults } = await openPage()
    const { origin, hostname } = new URL(client.url)
    await page
      .context()
      .addCookies([...client.cookies].map(([name, value]) => ({ name, value, domain: hostname, path: '/' })))
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(`${client.url}/api${board}`)
    await page.getByText('generate-svg').first().waitFor()
    expect(
      asked.filter((url) => !url.startsWith(`${origin}/api${board}`) && !url.startsWith('data:')),
    ).toEqual([])
    expect(faults).toEqual([])
  },
)

it.runIf(canRunRedis())('it shows the entries in Redis if the queue is there', async () => {
  const redis = keep(await startTestRedis())
  const fleet = keep(await startTestApi({ REDIS_URL: redis.url }))
  const { client } = await signUpAdministrator(fleet)
  await client.post('/svg/generate-svg', { prompt: 'a blue circle, quite round', style: 'flat' })
  await expect
    .poll(async () => {
      const { queues } = (await client.get(`${board}api/queues`)).body as {
        queues: { name: string; counts: Record<string, number>; readOnlyMode: boolean }[]
      }
      const queue = queues.find(({ name }) => name === 'generate-svg')
      return queue && { waiting: queue.counts.waiting, readOnly: queue.readOnlyMode }
    })
    .toEqual({ waiting: 1, readOnly: true })
})
