import { describe, expect, it } from 'vitest'
import { startTestApi } from '../harness/api.ts'
import { makeKey } from '../harness/api-key.ts'
import { canRunBrowser, openPage } from '../harness/browser.ts'
import { keep } from '../harness/keep.ts'
import { connectMcp } from '../harness/mcp-client.ts'

/** A client as the page sees it: it answers the first message, and then sends the result. */
const host = `<!doctype html>
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:">
<iframe sandbox="allow-scripts" width="900" height="900"></iframe>
<script>
  const frame = document.querySelector('iframe')
  const methods = []
  function start(page, result) {
    const send = (message) => frame.contentWindow.postMessage({ jsonrpc: '2.0', ...message }, '*')
    addEventListener('message', ({ source, data }) => {
      if (source !== frame.contentWindow) return
      methods.push(data.method)
      if (data.method === 'ui/initialize') send({ id: data.id, result: { hostCapabilities: {} } })
      if (data.method === 'ui/notifications/initialized')
        send({ method: 'ui/notifications/tool-result', params: result })
    })
    frame.srcdoc = page
  }
</script>`

describe.runIf(canRunBrowser())('the preview of a result', () => {
  it('shows the pictures of the result in the sandbox of a client', async () => {
    const api = keep(await startTestApi({}, { worker: true }))
    const { client } = await api.signUp()
    const mcp = await connectMcp(api.url, (await makeKey(client)).key)
    const { tools } = await mcp.listTools()
    const { ui } = tools.find(({ name }) => name === 'draw_svg')?._meta ?? {}
    const { resourceUri: uri = '' } = ui as { resourceUri?: string }
    const { contents } = await mcp.readResource({ uri })
    expect(contents).toMatchObject([{ mimeType: 'text/html;profile=mcp-app' }])
    const [{ text = '' } = {}] = contents as { text?: string }[]
    const { page, faults } = await openPage()
    for (const count of [1, 3]) {
      const asked = { prompt: 'a red fox under three stars', style: 'flat', model: 'composer', count }
      const result = await mcp.callTool({ name: 'draw_svg', arguments: asked })
      await page.goto('about:blank')
      await page.setContent(host)
      await page.evaluate(`start(${JSON.stringify(text)}, ${JSON.stringify(result)})`)
      const shown = page.frameLocator('iframe').locator('img')
      await expect.poll(() => shown.count()).toBe(count)
      for (const image of await shown.all())
        await expect
          .poll(() => image.evaluate((one: HTMLImageElement) => one.naturalWidth))
          .toBeGreaterThan(0)
      expect(await page.frameLocator('iframe').locator('p').textContent()).toContain('a red fox')
      await expect.poll(() => page.evaluate('methods')).toContain('ui/notifications/size-changed')
    }
    expect(faults).toEqual([])
  })
})
