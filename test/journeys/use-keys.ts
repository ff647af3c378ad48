import { readKey } from '../harness/api-key.ts'
import { type Client, testPassword } from '../harness/client.ts'

/** Makes, changes, rotates, uses and revokes API keys, and is refused for what a key may not do. */
export async function useKeys(newClient: () => Client): Promise<void> {
  const client = newClient()
  await client.register()
  const make = (settings: object) =>
    client.post('/user/api-keys', { name: 'Program', password: testPassword, ...settings })
  const { apiKey, key } = readKey(
    await make({ scopes: ['pictures:write', 'pictures:read', 'account:read'], monthlyCredits: 1 }),
  )
  await make({ scopes: [] })
  await client.post('/user/api-keys', { name: 'x', scopes: ['edits'] })
  await client.get('/user/api-keys')
  const path = `/user/api-keys/${apiKey.id}`
  await client.patch(path, { name: 'Website', password: testPassword })
  await client.patch(path, { name: '', password: testPassword })
  await client.patch(path, { name: 'x' })
  await client.patch('/user/api-keys/nonsense', { name: 'x', password: testPassword })
  await client.post(`${path}/rotate`, { overlapSeconds: 3600, password: testPassword })
  await client.post(`${path}/rotate`, { overlapSeconds: -1, password: testPassword })
  await client.post(`${path}/rotate`, {})
  await client.post('/user/api-keys/nonsense/rotate', { password: testPassword })

  const authorization = `Bearer ${key}`
  const program = newClient()
  const picture = { prompt: 'a lighthouse by the sea at sunset', style: 'flat' }
  await program.get('/user/profile', { authorization })
  await program.post('/svg/generate-svg', picture, { authorization, prefer: 'wait=30' })
  await program.post('/svg/generate-svg', picture, { authorization })
  await program.get('/auth/sessions', { authorization })
  await program.get('/user/profile', { authorization, origin: 'https://elsewhere.example' })
  await program.get('/user/profile', { authorization: `${authorization}x` })

  await client.get(`${path}/uses`)
  await client.get('/user/api-keys/nonsense/uses')
  await client.delete(path)
  await client.delete(path)
  await program.get('/user/profile', { authorization })
  await program.post('/svg/generate-svg', picture, { authorization })
}
