import { type Client, testPassword } from '../harness/client.ts'
import {
  addPasskey,
  askForTicket,
  authenticatorAt,
  codeOf,
  enableTotp,
  signInWithPasskey,
} from '../harness/factors.ts'

const nobody = crypto.randomUUID()

/** Uses an account with passkeys and an authenticator app: every call about them, also with errors. */
export async function useFactors(newClient: () => Client, url: string): Promise<void> {
  const client = newClient()
  const { email } = await client.register()
  const authenticator = authenticatorAt(url)
  await client.post('/auth/passkeys/options', {})
  const { id } = await addPasskey(client, authenticator)
  await client.post('/auth/passkeys/verify', { credential: {} })
  await client.patch(`/auth/passkeys/${id}`, { name: 'Phone' })
  await client.patch(`/auth/passkeys/${nobody}`, { name: 'Phone' })
  await signInWithPasskey(newClient(), authenticator)
  await newClient().post('/auth/passkeys/sign-in', {})
  const options = (await client.post('/auth/prove/options')).body
  await client.post('/auth/prove', { credential: authenticator.get(options) })
  await client.post('/auth/prove', {})
  await client.post('/auth/prove', { code: '000000' })
  const { secret } = await enableTotp(client)
  await client.post('/auth/totp/begin', { password: testPassword })
  await client.post('/auth/totp/confirm', { code: '000000' })
  await client.post('/auth/recovery-codes', { password: testPassword })
  const visitor = newClient()
  const ticket = await askForTicket(visitor, email)
  await visitor.post('/auth/second-factor', { ticket, code: '000000' })
  await visitor.post('/auth/second-factor', { ticket, code: codeOf(secret) })
  await visitor.post('/auth/second-factor', { ticket, code: codeOf(secret) })
  await client.get('/auth/factors')
  await client.get('/auth/passkeys')
  await client.delete('/auth/totp', { password: testPassword })
  await client.delete('/auth/totp', { password: testPassword })
  await client.delete(`/auth/passkeys/${id}`, { password: testPassword })
  await client.delete(`/auth/passkeys/${id}`, {})
}
