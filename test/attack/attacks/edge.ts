import { type Attack, hold, need, signUp } from '../attack.ts'
import { createLocalFetch } from '../local-fetch.ts'

export const edgeAttacks: Attack[] = [
  {
    row: 'R35',
    name: 'avoiding a limit by sending X-Forwarded-For',
    async play(target) {
      const client = target.visitor()
      const statuses: number[] = []
      for (let attempt = 0; attempt < 12; attempt += 1) {
        const headers = { 'x-forwarded-for': `203.0.113.${attempt}`, forwarded: `for=203.0.113.${attempt}` }
        statuses.push((await client.post('/auth/register', {}, headers)).status)
      }
      hold(statuses.includes(429), `${statuses.length} attempts and no limit`)
      return `429 after ${statuses.indexOf(429)}`
    },
  },
  {
    row: 'R34',
    name: "reading, changing and deleting what is somebody else's",
    async play(target) {
      const [ada, bob] = [await signUp(target), await signUp(target)]
      const asked = await ada.client.post('/svg/generate-svg', {
        prompt: 'a red fox under three stars',
        style: 'flat',
        privacy: true,
      })
      need(asked, 202)
      const { job } = asked.body as { job: { id: string } }
      const id = await waitForPicture(ada.client, job.id)
      const attempts: [string, string][] = [
        ['GET', `/svg/generation-jobs/${job.id}`],
        ['GET', `/svg/${id}`],
        ['GET', `/svg/${id}/source`],
        ['GET', `/svg/${id}/file.svg`],
        ['GET', `/svg/${id}/download`],
        ['PATCH', `/user/generations/${id}`],
        ['DELETE', `/user/generations/${id}`],
      ]
      for (const [method, path] of attempts) {
        const body = method === 'GET' ? undefined : { privacy: false }
        const answer = await bob.client.send(method, path, { body })
        hold(answer.status === 404, `${method} ${path} got ${answer.status}`)
      }
      hold((await ada.client.get(`/svg/${id}`)).status === 200, 'the picture is gone')
      return `404 for all ${attempts.length}`
    },
  },
  {
    row: 'R36',
    name: 'forty parallel requests with ten credits',
    async play(target) {
      const { client } = await signUp(target)
      await client.get('/csrf')
      const asked = await Promise.all(
        Array.from({ length: 40 }, () => client.fork()).map(async (tab) => {
          await tab.get('/csrf')
          return tab.post('/svg/generate-svg', { prompt: 'a red fox under three stars', style: 'flat' })
        }),
      )
      const accepted = asked.filter(({ status }) => status === 202).length
      hold(accepted <= 10, `${accepted} were accepted`)
      const { credits } = (await client.get('/auth/current-user')).body as { credits: number }
      hold(credits >= 0, `the balance is ${credits}`)
      return `${accepted} accepted, balance ${credits}`
    },
  },
  {
    row: 'R21',
    name: "a page whose own name leads to the service's loopback address (DNS rebinding)",
    async play(target) {
      const port = new URL(target.url).port
      const headers = { host: `rebound.test:${port}`, origin: `http://rebound.test:${port}` }
      const forwarded = { ...headers, 'x-forwarded-host': `localhost:${port}` }
      const send = createLocalFetch('127.0.0.1')
      for (const path of ['/', '/api/csrf', '/api/openapi.json', '/socket.io/?EIO=4&transport=polling'])
        for (const sent of [headers, forwarded]) {
          const { status } = await send(`${target.url}${path}`, { headers: sent })
          hold(status === 421 || status === 403, `${path} got ${status}`)
        }
      return '421, and 403 for sockets'
    },
  },
  {
    row: 'R39',
    name: "finding somebody's answers in a cache, or showing them in a page of another site",
    async play(target) {
      const { client } = await signUp(target)
      const paths = ['/user/profile', '/user/export', '/svg/history', '/user/generations', '/auth/sessions']
      for (const path of paths) {
        const { status, headers } = await client.get(path)
        hold(status === 200, `${path} got ${status}`)
        hold(headers.get('cache-control') === 'no-store', `${path} may be kept`)
        hold(headers.get('cross-origin-resource-policy') === 'same-site', `other sites can show ${path}`)
      }
      return 'no-store and same-site for each'
    },
  },
  {
    row: 'R43',
    name: 'control characters in texts that an operator reads in a terminal',
    async play(target) {
      const { client } = await signUp(target)
      for (const character of ['\u001b', '\u009b', '\u0007', '\u007f']) {
        const answer = await client.post('/svg/generate-svg', {
          prompt: `a red fox ${character}[2J under three stars`,
          style: 'flat',
        })
        hold(answer.status === 400, `a prompt got ${answer.status}`)
      }
      return '400 for each'
    },
  },
  {
    row: 'R43',
    name: 'errors that reveal internals',
    async play(target) {
      const client = target.visitor()
      const answers = [
        await client.send('POST', '/auth/login', { rawBody: '{"email":' }),
        await client.send('POST', '/auth/login', { rawBody: '{"__proto__":{"role":"ADMIN"}}' }),
        await client.get('/svg/%00'),
        await client.get("/svg/public?cursor='%20or%201=1--"),
        await client.get('/nowhere'),
      ]
      for (const { status, text } of answers) {
        hold(status >= 400 && status < 500, `one got ${status}: ${text}`)
        hold(!/node_modules|\bat \w+ \(|select |syntax error at|ECONN/i.test(text), `one says ${text}`)
      }
      return 'problems without a stack, a path or SQL'
    },
  },
]

export async function waitForPicture(
  client: { get(path: string): Promise<{ body: unknown }> },
  jobId: string,
): Promise<string> {
  for (let turn = 0; turn < 300; turn += 1) {
    const { job } = (await client.get(`/svg/generation-jobs/${jobId}`)).body as {
      job: { generationId: string | null }
    }
    if (job.generationId) return job.generationId
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the picture was not drawn within 30 s')
}
