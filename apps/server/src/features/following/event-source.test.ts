import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { canRunBrowser, openPage } from '../../../../../test/harness/browser.ts'
import { acceptByHand } from '../../../../../test/harness/job-by-hand.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import type { JobUpdate } from '../jobs/events.ts'

it.runIf(canRunBrowser())(
  "a browser's EventSource reconnects after a broken connection, misses no state, gets nothing twice, and does not reconnect after the end",
  async () => {
    const api = keep(await startTestApi())
    const { client, id: userId } = await api.signUp()
    const job = await acceptByHand(api, client, userId)
    const site = keep(await startSite(api.url))
    const { page } = await openPage()
    await page
      .context()
      .addCookies([{ name: 'token', value: client.cookies.get('token') ?? '', url: site.url }])
    await page.goto(site.url)
    // As text, because it is code for the browser and not part of this project.
    await page.evaluate(`
      told = []
      source = new EventSource('/api/svg/generation-jobs/${job.id}/events')
      source.addEventListener('update', ({ data }) => told.push(JSON.parse(data)))`)
    const told = async () =>
      ((await page.evaluate('told')) as JobUpdate[]).map(({ status, progress = '' }) =>
        `${status} ${progress}`.trim(),
      )

    await expect.poll(told).toEqual(['QUEUED'])
    await job.start()
    job.progress(40)
    await expect.poll(told).toEqual(['QUEUED', 'RUNNING 5', 'RUNNING 40'])
    site.cut()
    await waitFor('the browser to be back', () => site.lastEventIds.length === 2)
    await waitFor('who listens', () => api.resources.listener.size === 2)
    job.progress(40)
    job.progress(60)
    const running = ['QUEUED', 'RUNNING 5', 'RUNNING 40', 'RUNNING 60']
    // A client that has seen no progress before the end gets only the end.
    await expect.poll(told).toEqual(running)
    await job.succeed()
    const all = [...running, 'SUCCEEDED 100']
    await expect.poll(told).toEqual(all)
    const closed = 2
    await expect.poll(() => page.evaluate('source.readyState')).toBe(closed)
    expect(await told()).toEqual(all)
    expect(site.lastEventIds).toEqual([undefined, expect.stringMatching(/^\d+-0-40-0$/), 'end'])
  },
)

/** A page, and the API behind it under the same origin, as with a proxy; its connections can be cut. */
async function startSite(apiUrl: string) {
  const lastEventIds: (string | undefined)[] = []
  function passOn(req: IncomingMessage, res: ServerResponse): void {
    lastEventIds.push(req.headers['last-event-id']?.toString())
    const onward = request(`${apiUrl}${req.url}`, { headers: req.headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(res)
    })
    onward.on('error', () => res.destroy())
    res.on('close', () => onward.destroy())
    onward.end()
  }
  const server = createServer((req, res) => {
    if (req.url?.startsWith('/api/')) passOn(req, res)
    else res.setHeader('content-type', 'text/html').end('<!doctype html><title>site</title>')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    lastEventIds,
    cut: () => server.closeAllConnections(),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
