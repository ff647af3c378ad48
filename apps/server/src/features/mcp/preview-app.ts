import type { McpServer } from '@modelcontextprotocol/server'

/** A page that clients with the extension "Apps" (SEP-1865) show in place of a tool's result. */
const uri = 'ui://chatsvg/pictures.html'
const mimeType = 'text/html;profile=mcp-app'

/** Of tools whose result has pictures. */
export const previewMeta = { ui: { resourceUri: uri } }

export function addPreviewApp(server: McpServer): void {
  server.registerResource(
    'preview',
    uri,
    { title: 'Pictures', description: 'Shows the pictures of a result', mimeType },
    async () => ({ contents: [{ uri, mimeType, text: page }] }),
  )
}

/**
 * The client runs the page in a sandbox without a network, so pictures come from the result alone. They are
 * shown as images, in which no script runs.
 */
const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Pictures</title>
<style>
  body { margin: 0; font: 14px/1.4 system-ui, sans-serif; color-scheme: light dark }
  main { display: flex; flex-wrap: wrap; gap: 12px; padding: 12px }
  img { width: 256px; max-width: 100%; background: #fff; border-radius: 8px }
  p { margin: 0; padding: 0 12px 12px; white-space: pre-wrap }
</style>
<main></main>
<p>Drawing</p>
<script>
  const send = (message) => parent.postMessage({ jsonrpc: '2.0', ...message }, '*')
  const sourceOf = ({ type, data, mimeType, resource }) => {
    if (type === 'image') return 'data:' + mimeType + ';base64,' + data
    if (resource?.mimeType === 'image/svg+xml') return 'data:image/svg+xml,' + encodeURIComponent(resource.text)
  }

  function show({ content = [] }) {
    const vectors = content.filter(({ type }) => type === 'resource')
    const shown = vectors.length > 0 ? vectors : content
    const text = content.flatMap((block) => (block.type === 'text' ? block.text : [])).join('\\n')
    document.querySelector('p').textContent = text
    document.querySelector('main').replaceChildren(
      ...shown.map(sourceOf).filter(Boolean).map((src) => Object.assign(new Image(), { src, alt: text })),
    )
  }

  addEventListener('message', ({ source, data }) => {
    if (source !== parent || data?.jsonrpc !== '2.0') return
    if (data.id === 'initialize' && data.result) send({ method: 'ui/notifications/initialized', params: {} })
    else if (data.method === 'ui/notifications/tool-result') show(data.params)
    else if (data.method !== undefined && data.id !== undefined) send({ id: data.id, result: {} })
  })
  new ResizeObserver(() => {
    const { width, height } = document.documentElement.getBoundingClientRect()
    send({ method: 'ui/notifications/size-changed', params: { width, height } })
  }).observe(document.documentElement)
  send({
    id: 'initialize',
    method: 'ui/initialize',
    params: {
      protocolVersion: '2026-01-26',
      appInfo: { name: 'chatSVG', version: '1.0.0' },
      appCapabilities: { availableDisplayModes: ['inline'] },
    },
  })
</script>
</html>
`
