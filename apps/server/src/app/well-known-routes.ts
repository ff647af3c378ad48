import type { Config } from '../config/index.ts'
import type { App } from '../platform/http/index.ts'

/** RFC 9116 requires a date less than a year away. */
const securityTextDays = 180
const dayMs = 86_400_000

/** For agents (llmstxt.org): what the service is, where its documents are, and a first request. */
const describeForAgents = (url: string, pagesUrl: string) => `# chatSVG

> Turns a sentence into an SVG picture. Pictures are versions: they can be changed by a sentence or by a list of edits.

Programs send an API key, or an access token (OAuth 2.1, ${url}/.well-known/oauth-authorization-server), as a bearer token. A user makes a key
in the account: ${pagesUrl}/account#api-keys. A picture costs a credit;
POST /api/svg/quote says beforehand what a request would cost. Send an Idempotency-Key with each request, so that a repeated one is charged
once.

    curl -H "Authorization: Bearer $CHATSVG_KEY" -H 'Content-Type: application/json' -H 'Prefer: wait=60' \\
      -d '{"prompt":"a red fox under three stars","style":"flat"}' ${url}/api/svg/generate-svg

The answer is a job. \`job.generation.svg\` is the picture if it is finished; otherwise follow \`GET /api/svg/generation-jobs/{id}/events\`.

## Documents

- [OpenAPI 3.1](${url}/api/openapi.json): every call, with its errors and the scope of API keys that it needs
- [OpenAPI 3.2](${url}/api/openapi-3.2.json): the same, with the events of streams
- [Reference](${url}/api/docs): the same as a page
- [Build with it](${pagesUrl}/build): curl, the client for JavaScript, the command line and MCP
- MCP: ${url}/mcp

## Pictures

- [Public gallery](${url}/api/svg/public): JSON, by pages
- [oEmbed](${url}/api/oembed): describes the page of a public picture for other sites
`

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

    app.get('/llms.txt', async (_req, reply) =>
      reply
        .headers({ 'content-type': 'text/markdown; charset=utf-8', 'cache-control': 'public, max-age=3600' })
        .send(describeForAgents(publicUrl(), pagesUrl())),
    )

    // RFC 9727: a set of links (RFC 9264) to the descriptions of the API.
    app.get('/.well-known/api-catalog', async (_req, reply) => {
      const url = publicUrl()
      const descriptions = ['openapi.json', 'openapi-3.2.json'].map((name) => ({
        href: `${url}/api/${name}`,
        type: 'application/json',
      }))
      const catalog = {
        anchor: `${url}/api`,
        'service-desc': descriptions,
        'service-doc': [{ href: `${url}/api/docs`, type: 'text/html' }],
        status: [{ href: `${url}/api/health`, type: 'application/json' }],
      }
      return reply
        .headers({
          'content-type': 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"',
          'cache-control': 'public, max-age=3600',
        })
        .send(JSON.stringify({ linkset: [catalog] }))
    })

    // https://w3c.github.io/webappsec-change-password-url/: where password managers send their users.
    app.get('/.well-known/change-password', async (_req, reply) =>
      reply.redirect(`${pagesUrl()}/account#signin`, 302),
    )
  }
}
