import type { FastifyReply, FastifyRequest } from 'fastify'
import { platformErrors } from '../../platform/errors/index.ts'
import { type App, originOf, rateLimitHook } from '../../platform/http/index.ts'
import { clientKey, type Limiter } from '../../platform/limits/index.ts'
import type { TokenAudience } from '../api-keys/index.ts'
import { bounds } from './bounds.ts'
import type { OauthServer } from './open-server.ts'
import { paths } from './paths.ts'
import { resourcesAt, scopesOf } from './resources.ts'

export type ProgramRoutesDeps = {
  publicUrl: () => string
  registrationLimiter: Limiter | null
  load: () => Promise<OauthServer>
}

const protectedResource = '/.well-known/oauth-protected-resource'

/** Where the metadata of `/mcp` is (RFC 9728, section 3.1); for the header of answers with 401. */
export const mcpMetadataUrl = (publicUrl: string): string =>
  `${resourcesAt(publicUrl).api}${protectedResource}/mcp`

/** The endpoints for programs. None of them reads our cookies; browsers of any site may call them. */
export function programRoutes({ publicUrl, registrationLimiter, load }: ProgramRoutesDeps) {
  const config = { ignoresCookies: true }

  const passOn = (path: string) => async (req: FastifyRequest, reply: FastifyReply) => {
    const { answer } = await load()
    reply.hijack()
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) reply.raw.setHeader(name, value)
    await answer(req.raw, reply.raw, { origin: originOf(req), collects: path === paths.token })
  }

  const describeResource = (audience: TokenAudience) => async (_req: FastifyRequest, reply: FastifyReply) => {
    const resources = resourcesAt(publicUrl())
    reply.headers({ 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=3600' })
    return {
      resource: resources[audience],
      authorization_servers: [resources.api],
      bearer_methods_supported: ['header'],
      scopes_supported: scopesOf[audience],
      resource_name: 'chatSVG',
    }
  }

  /** Bodies are left for the library, which reads them itself. */
  function passedOn(app: App): void {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', (_req, _payload, done) => done(null))
    for (const path of [paths.metadata, paths.keys, paths.authorization, `${paths.authorization}/:id`])
      app.get(path, { config, exposeHeadRoute: false }, passOn(path))
    for (const path of [paths.token, paths.revocation, paths.deviceAuthorization])
      app.route({ method: ['POST', 'OPTIONS'], url: path, config, handler: passOn(path) })
  }

  return (root: App): void => {
    root.register(async (app: App) => passedOn(app))
    root.get(protectedResource, { config }, describeResource('api'))
    root.get(`${protectedResource}/mcp`, { config }, describeResource('mcp'))
    // Programs in browsers ask before they send JSON (Fetch standard, "CORS-preflight fetch").
    root.options(paths.registration, { config }, async (_req, reply) =>
      reply
        .code(204)
        .headers({
          'access-control-allow-origin': '*',
          'access-control-allow-methods': 'POST',
          'access-control-allow-headers': 'content-type',
        })
        .send(),
    )
    root.post(
      paths.registration,
      {
        config,
        bodyLimit: bounds.clientBytesMax,
        onRequest: rateLimitHook({
          name: 'client-registration',
          limiter: registrationLimiter,
          refusal: platformErrors.rate_limited,
          keyOf: (req) => clientKey(req.ip),
        }),
      },
      async (req, reply) => {
        const [{ registering }, { registerClient }] = await Promise.all([
          load(),
          import('./register-client.ts'),
        ])
        const { status, body } = await registerClient(registering, req.body)
        return reply.code(status).header('access-control-allow-origin', '*').send(body)
      },
    )
  }
}
