import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { canRunBrowser, openPage } from '../harness/browser.ts'
import { keep, keepForSuite } from '../harness/keep.ts'
import { expectAccessible, openWebApp, startWebApp } from '../harness/web-app.ts'
import { hangPictures } from './gallery-seed.ts'

describe.runIf(canRunBrowser())('what other programs and sites use', async () => {
  const webApp = keepForSuite(await startWebApp())

  it.each([360, 768, 1440])('the page "Build with it" has lines to copy, %i px wide', async (width) => {
    const { client } = await webApp.signUp()
    const { page, faults } = await openWebApp(webApp, { path: '/', as: client, width })
    await page.getByRole('button', { name: 'You' }).click()
    await page.getByRole('menuitem', { name: 'Build with it' }).click()
    const curl = page.getByRole('region', { name: 'Lines for curl' })
    expect(await curl.innerText()).toContain(`curl -s ${webApp.url}/api/svg/generate-svg`)
    expect(await curl.innerText()).toContain('Bearer $CHATSVG_KEY')
    await page.getByLabel('Your API key').fill('chatsvg_test_mine')
    await page.getByRole('button', { name: 'Copy the lines for Agents (MCP)' }).click()
    await page.getByText('It is copied.').waitFor()
    expect(JSON.parse(await page.evaluate('navigator.clipboard.readText()'))).toEqual({
      mcpServers: {
        chatsvg: {
          type: 'http',
          url: `${webApp.url}/mcp`,
          headers: { Authorization: 'Bearer chatsvg_test_mine' },
        },
      },
    })
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    await expectAccessible(page)
    expect(faults).toEqual([])
  })

  it('the element <chatsvg-picture> shows a public picture on another site, and no private one', async () => {
    const { id: userId } = await webApp.signUp()
    const [open] = await hangPictures(webApp, { userId, count: 1, prompt: 'a square' })
    const [secret] = await hangPictures(webApp, { userId, count: 1, privacy: true })
    const site = keep(
      await startSite(
        `<script src="${webApp.url}/embed.js"></script>
         <chatsvg-picture picture="${open}" size="128"></chatsvg-picture>
         <chatsvg-picture picture="${secret}" id="secret"></chatsvg-picture>`,
      ),
    )
    const { page } = await openPage()
    await page.goto(site.url)
    const image = page.getByRole('link', { name: 'a square 1' }).getByRole('img', { name: 'a square 1' })
    await image.waitFor()
    const shown = `(async () => {
      const image = document.querySelector('chatsvg-picture').shadowRoot.querySelector('img')
      await image.decode()
      return [image.width, image.naturalWidth > 0]
    })()`
    expect(await page.evaluate(shown)).toEqual([128, true])
    await page.locator('#secret[missing]').waitFor({ state: 'attached' })
    expect(await page.getByRole('img').count()).toBe(1)
    // Another picture in the same element.
    await page.evaluate(`document.querySelector('#secret').setAttribute('picture', '${open}')`)
    await page.locator('#secret').getByRole('img').waitFor()
  })
})

async function startSite(body: string): Promise<AsyncDisposable & { url: string }> {
  const server = createServer((_req, res) =>
    res.setHeader('content-type', 'text/html').end(`<!doctype html><title>shop</title>${body}`),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
