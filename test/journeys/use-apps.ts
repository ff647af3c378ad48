import type { Client } from '../harness/client.ts'
import { connectProgram, createAuthorization, createProgram, openRequest } from '../harness/oauth-program.ts'

/** Allows programs and devices, uses them, is refused, and disconnects them. */
export async function useApps(newClient: () => Client): Promise<void> {
  const client = newClient()
  await client.register()
  const { url } = client
  const { tokens } = await connectProgram(client, { scope: 'account:read keys' })
  const authorization = `Bearer ${tokens.access_token}`
  const program = newClient()
  await program.get('/user/profile', { authorization })
  await program.get('/user/apps', { authorization })
  await program.get('/svg/history', { authorization })
  await program.get('/user/profile', { authorization: `Bearer ${tokens.access_token.slice(0, -1)}` })
  const { apps } = (await client.get('/user/apps')).body as { apps: { id: string }[] }
  await client.delete(`/user/apps/${apps[0]?.id}`)
  await client.delete(`/user/apps/${apps[0]?.id}`)
  await program.get('/user/profile', { authorization })

  const id = await openRequest(client, createAuthorization(url, await createProgram(url)))
  await client.get(`/oauth/requests/${id}`)
  await client.get(`/oauth/requests/${id}/details`)
  await client.get('/oauth/requests/nonsense/details')
  await client.post(`/oauth/requests/${id}/decision`, {})
  await client.post(`/oauth/requests/${id}/decision`, { allow: true })
  await client.post(`/oauth/requests/${id}/decision`, { allow: true })

  const body = new URLSearchParams({ client_id: 'chatsvg-cli' })
  const asked = await fetch(`${url}/oauth/device_authorization`, { method: 'POST', body })
  const { user_code: userCode } = (await asked.json()) as { user_code: string }
  await client.post('/oauth/device', { userCode })
  await client.post('/oauth/device', { userCode: 'BCDF-BCDF' })
  await client.post('/oauth/device', { userCode: 'x' })
  await client.post('/oauth/device/decision', { userCode })
  await client.post('/oauth/device/decision', { userCode, allow: true })
  await client.post('/oauth/device/decision', { userCode, allow: true })
}
