import {
  type McpServer,
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  ResourceTemplate,
} from '@modelcontextprotocol/server'
import { type Db, isUuid } from '../../platform/db/index.ts'
import { describeProblem } from '../../platform/http/index.ts'
import type { KeyAuthentication } from '../api-keys/index.ts'
import { findVisible, listLatestOf, type RenderedPicture } from '../gallery/index.ts'
import { pngUri, svgUri } from './present.ts'
import type { Call } from './tool.ts'

export type PicturesDeps = {
  db: Db
  authentication: Pick<KeyAuthentication, 'requireScope'>
  renderPicture: RenderedPicture
}

const listedMax = 20
const pngSize = 1_024

/** Adds the caller's pictures and the public ones as resources: each as SVG and as PNG. */
export function addPictures(server: McpServer, deps: PicturesDeps, call: Call): void {
  const { db, authentication, renderPicture } = deps
  const { userId } = call.caller

  const guarded = async <Value>(method: string, read: () => Promise<Value>): Promise<Value> => {
    try {
      authentication.requireScope(call.req, `MCP ${method}`, ['pictures:read'])
      return await read()
    } catch (error) {
      if (error instanceof ProtocolError) throw error
      const { problem } = describeProblem(error, call.req)
      const code = problem.status < 500 ? ProtocolErrorCode.InvalidRequest : ProtocolErrorCode.InternalError
      throw new ProtocolError(code, problem.error, { code: problem.code })
    }
  }
  const open = (uri: URL, id: unknown) =>
    guarded('resources/read', async () => {
      const found = typeof id === 'string' && isUuid(id) ? await findVisible(db, id, userId) : undefined
      if (!found) throw new ResourceNotFoundError(uri.href)
      return found
    })
  const list = () =>
    guarded('resources/list', async () => ({
      resources: (await listLatestOf(db, userId, listedMax)).map(({ id, prompt }) => ({
        ...{ uri: svgUri(id), name: `${id}.svg`, title: prompt, mimeType: 'image/svg+xml' },
      })),
    }))

  server.registerResource(
    'picture',
    new ResourceTemplate(svgUri('{id}'), { list }),
    { title: 'Picture', description: 'A picture as SVG', mimeType: 'image/svg+xml' },
    async (uri, { id }) => {
      const { svg } = await open(uri, id)
      return { contents: [{ uri: uri.href, mimeType: 'image/svg+xml', text: svg }] }
    },
  )
  server.registerResource(
    'picture-png',
    new ResourceTemplate(pngUri('{id}'), { list: undefined }),
    { title: 'Picture as PNG', description: `A picture as PNG of ${pngSize} pixels`, mimeType: 'image/png' },
    async (uri, { id }) => {
      const picture = await open(uri, id)
      const png = await guarded('resources/read', () => renderPicture(picture, pngSize, userId))
      return { contents: [{ uri: uri.href, mimeType: 'image/png', blob: png.toString('base64') }] }
    },
  )
}
