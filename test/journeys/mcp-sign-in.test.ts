import {
  Client as McpClient,
  type OAuthClientInformation,
  type OAuthClientProvider,
  type OAuthTokens,
  StreamableHTTPClientTransport,
  UnauthorizedError,
} from '@modelcontextprotocol/client'
import { expect, it } from 'vitest'
import { startTestApi } from '../harness/api.ts'
import { keep, keepForSuite } from '../harness/keep.ts'
import { decide, openRequest } from '../harness/oauth-program.ts'

const api = keepForSuite(await startTestApi())

/** What the protocol's own client asks of the program that it is a part of. */
function createSignIn() {
  const kept: {
    client?: OAuthClientInformation
    tokens?: OAuthTokens
    verifier?: string
    address?: URL
  } = {}
  const provider: OAuthClientProvider = {
    redirectUrl: 'http://localhost:33418/callback',
    clientMetadata: { client_name: 'Agent', redirect_uris: ['http://localhost:33418/callback'] },
    clientInformation: () => kept.client,
    saveClientInformation(client) {
      kept.client = client
    },
    tokens: () => kept.tokens,
    saveTokens(tokens) {
      kept.tokens = tokens
    },
    redirectToAuthorization(address) {
      kept.address = address
    },
    saveCodeVerifier(verifier) {
      kept.verifier = verifier
    },
    codeVerifier: () => kept.verifier ?? '',
  }
  return { kept, provider }
}

async function connect(authProvider: OAuthClientProvider) {
  const client = new McpClient({ name: 'agent', version: '1.0.0' })
  const transport = new StreamableHTTPClientTransport(new URL('/mcp', publicUrl), { authProvider })
  return { client, transport }
}

/** The address that the metadata names. */
const { resource } = (await (await fetch(`${api.url}/.well-known/oauth-protected-resource/mcp`)).json()) as {
  resource: string
}
const publicUrl = new URL(resource).origin

it('a client that knows the address alone finds the server, registers, signs in, and renews its tokens', async () => {
  const { client: browser } = await api.signUp()
  const { kept, provider } = createSignIn()
  const first = await connect(provider)
  await expect(first.client.connect(first.transport)).rejects.toBeInstanceOf(UnauthorizedError)
  const address = kept.address?.href ?? ''
  expect(new URL(address).searchParams.get('resource')).toBe(resource)
  const returned = await decide(browser, await openRequest(browser, { address, verifier: '', state: '' }))
  await first.transport.finishAuth(returned.searchParams)

  const second = await connect(provider)
  await second.client.connect(second.transport)
  const { tools } = await second.client.listTools()
  expect(tools.map(({ name }) => name)).toContain('draw_svg')
  const styles = await second.client.callTool({ name: 'list_styles', arguments: {} })
  expect(styles.isError).not.toBe(true)
  await second.client.close()
  expect((await browser.get('/user/apps')).body).toMatchObject({ apps: [{ name: 'Agent' }] })

  await api.database.pool.query('update api_key_secrets set ends_at = now() where audience is not null')
  const before = kept.tokens?.access_token
  const third = await connect(provider)
  await third.client.connect(third.transport)
  keep({ [Symbol.asyncDispose]: () => third.client.close() })
  expect(kept.tokens?.access_token).not.toBe(before)
  expect((await third.client.listTools()).tools.length).toBe(tools.length)
})
