import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { certificate } from '../../../../../test/harness/certificate.ts'
import { Client } from '../../../../../test/harness/client.ts'
import { createTestDatabase } from '../../../../../test/harness/database.ts'
import { createTestFolder } from '../../../../../test/harness/folder.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import {
  createAuthorization,
  exchangeCode,
  getCode,
  openRequest,
} from '../../../../../test/harness/oauth-program.ts'
import { limitsOff, startService, testSecret } from '../../../../../test/harness/service.ts'

const redirectUri = 'https://editor.example/callback'

/** A host that publishes the metadata of a program. */
async function publishMetadata(change: (metadata: Record<string, unknown>) => unknown = (same) => same) {
  const state = { requests: 0, url: '' }
  const server = createServer(certificate, (_req, res) => {
    state.requests += 1
    const metadata = { client_id: state.url, client_name: 'Editor', redirect_uris: [redirectUri] }
    res.setHeader('content-type', 'application/json').end(JSON.stringify(change(metadata)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  keep({
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  })
  state.url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/client.json`
  return state
}

async function startTrustingService() {
  const database = keep(await createTestDatabase())
  const file = join(keep(await createTestFolder()).path, 'certificate.pem')
  await writeFile(file, certificate.cert)
  const environment = { DATABASE_URL: database.url, JWT_SECRET: testSecret, ...limitsOff }
  const api = keep(
    await startService('api', {
      ...environment,
      ...{ WEBHOOK_ALLOWED_HOSTS: '127.0.0.1', NODE_EXTRA_CA_CERTS: file },
    }),
  )
  const client = new Client(api.url)
  await client.register()
  return client
}

const locationOf = async (client: Client, clientId: string) => {
  const { address } = createAuthorization(client.url, { clientId, redirectUri })
  const { pathname, search } = new URL(address)
  return (await client.visit(pathname + search)).headers.get('location')
}

it('a program is identified by the document that its host publishes', async () => {
  const client = await startTrustingService()
  const document = await publishMetadata()
  const program = { clientId: document.url, redirectUri }
  const id = await openRequest(client, createAuthorization(client.url, program))
  expect((await client.get(`/oauth/requests/${id}/details`)).body).toMatchObject({
    request: {
      client: { name: 'Editor', identity: 'host', host: new URL(document.url).host },
      redirect: { kind: 'host', host: 'editor.example', isClientHost: false },
    },
  })
  const { status, body } = await exchangeCode(client.url, program, await getCode(client, program))
  expect([status, body.scope]).toEqual([200, 'pictures:read account:read'])
  expect(document.requests).toBe(1)
})

it('a document of another address, or one that asks for a secret, is refused', async () => {
  const client = await startTrustingService()
  const foreign = await publishMetadata((metadata) => ({ ...metadata, client_id: 'https://other.example/' }))
  expect(await locationOf(client, foreign.url)).toContain('/oauth/consent?error=invalid_client')
  const secret = await publishMetadata((metadata) => ({
    ...metadata,
    token_endpoint_auth_method: 'client_secret_post',
  }))
  expect(await locationOf(client, secret.url)).toContain('/oauth/consent?error=invalid_client')
  const huge = await publishMetadata((metadata) => ({
    ...metadata,
    client_uri: `https://a.example/${'a'.repeat(20_000)}`,
  }))
  expect(await locationOf(client, huge.url)).toContain('/oauth/consent?error=invalid_client')
})

it('a document at a private address is never asked for', async () => {
  const api = keep(await startTestApi())
  const { client } = await api.signUp()
  const document = await publishMetadata()
  const { port } = new URL(document.url)
  for (const host of ['127.0.0.1', 'localhost', '[::1]', '169.254.169.254', '10.0.0.1'])
    expect(await locationOf(client, `https://${host}:${port}/client.json`)).toContain(
      '/oauth/consent?error=invalid_client',
    )
  expect(document.requests).toBe(0)
})
