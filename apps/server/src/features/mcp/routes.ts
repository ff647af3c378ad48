import type { FastifyRequest } from 'fastify'
import { rememberFor } from '../../platform/async/index.ts'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import type { App } from '../../platform/http/index.ts'
import { presentedKey } from '../api-keys/index.ts'
import { editsBytesMax } from '../edits/index.ts'
import type { McpDeps } from './serve-mcp.ts'

export type { McpDeps } from './serve-mcp.ts'

/**
 * One address for all messages of the protocol (its transport "Streamable HTTP"), for API keys and access
 * tokens.
 */
export function mcpRoutes(deps: McpDeps) {
  const load = rememberFor(Number.POSITIVE_INFINITY, async () =>
    (await import('./serve-mcp.ts')).openMcp(deps),
  )

  return (app: App): void => {
    app.route({
      method: ['GET', 'POST', 'DELETE'],
      url: '/mcp',
      exposeHeadRoute: false,
      // The largest message is a list of edits.
      bodyLimit: editsBytesMax,
      config: { ignoresCookies: true, scopeByCall: true, isMcp: true },
      onRequest: requireKey,
      // Clients learn from a refusal where to sign in (RFC 9728, section 5.1).
      onSend: async (_req, reply) => {
        const challenge = reply.getHeader('www-authenticate')
        if (challenge === undefined) return
        reply.header('www-authenticate', `${challenge}, resource_metadata="${deps.metadataUrl()}"`)
      },
      handler: async (req, reply) => (await load())(req, reply),
    })
  }
}

/** Whether the key may be used was checked before. */
async function requireKey({ headers }: FastifyRequest): Promise<void> {
  if (presentedKey(headers.authorization) !== undefined) return
  throw new AppError(platformErrors.no_token, { headers: { 'www-authenticate': 'Bearer realm="chatSVG"' } })
}
