import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../test/harness/api.ts'
import { makeKey } from '../../../test/harness/api-key.ts'
import { canRunBrowser, openPage } from '../../../test/harness/browser.ts'
import { keep, keepForSuite } from '../../../test/harness/keep.ts'

const dist = join(import.meta.dirname, '..', 'dist')

/** Another site, with the built client and an empty page. */
async function startSite(): Promise<AsyncDisposable & { origin: string }> {
  const server = createServer(async (req, res) => {
    if (req.url === '/') return void res.setHeader('content-type', 'text/html').end('<title>shop</title>')
    const script = await readFile(join(dist, (req.url ?? '').slice(1))).catch(() => '')
    res.setHeader('content-type', 'text/javascript').end(script)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** For `evaluate`: draws with the client, and gives the last status and the SVG, or the error. */
const drawing = (baseUrl: string, apiKey: string) => `(async () => {
  const { createClient } = await import('/index.js')
  const client = createClient(${JSON.stringify({ baseUrl, apiKey })})
  let last
  const onProgress = ({ status }) => { last = status }
  try {
    const { svg } = await client.generate({ prompt: 'a red fox under a tree', style: 'flat' }, { onProgress })
    return { svg, last }
  } catch ({ name, code }) {
    return { name, code }
  }
})()`

describe.runIf(canRunBrowser())('on a page of another site', async () => {
  const api = keepForSuite(await startTestApi({}, { worker: true }))

  it('draws with a key that is bound to its origin, and not with one of another origin', async () => {
    const [shop, copy] = [keep(await startSite()), keep(await startSite())]
    const { key } = await makeKey((await api.signUp()).client, { origins: [shop.origin] })
    const { page, faults } = await openPage()
    await page.goto(shop.origin)
    expect(await page.evaluate(drawing(api.url, key))).toEqual({
      svg: expect.stringMatching(/^<svg [\s\S]*<\/svg>$/),
      last: 'SUCCEEDED',
    })
    expect(faults).toEqual([])
    await page.goto(copy.origin)
    expect(await page.evaluate(drawing(api.url, key))).toEqual({
      name: 'PermissionError',
      code: 'key_origin_refused',
    })
  })
})
