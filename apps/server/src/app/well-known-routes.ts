import type { Config } from '../config/index.ts'
import type { App } from '../platform/http/index.ts'

/** RFC 9116 requires a date less than a year away. */
const securityTextDays = 180
const dayMs = 86_400_000

/** Paths that programs look up at every site (RFC 8615). */
export function wellKnownRoutes({ http }: Config, publicUrl: () => string) {
  const pagesUrl = () => http.frontendUrl ?? publicUrl()

  return (app: App): void => {
    app.get('/.well-known/security.txt', async (_req, reply) => {
      const expires = new Date(Math.ceil(Date.now() / dayMs + securityTextDays) * dayMs).toISOString()
      const lines = [
        // Without a configured contact: the support call, whose messages the operator reads.
        `Contact: ${http.securityContact ?? `${publicUrl()}/api/docs#postSupportContact`}`,
        `Expires: ${expires}`,
        'Preferred-Languages: en',
        `Canonical: ${publicUrl()}/.well-known/security.txt`,
      ]
      return reply
        .headers({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=86400' })
        .send(`${lines.join('\n')}\n`)
    })

    // https://w3c.github.io/webappsec-change-password-url/: where password managers send their users.
    app.get('/.well-known/change-password', async (_req, reply) =>
      reply.redirect(`${pagesUrl()}/account#signin`, 302),
    )
  }
}
