import { setTimeout as delay } from 'node:timers/promises'
import { Secret, TOTP } from 'otpauth'
import { Authenticator, type Deviation } from './authenticator.ts'
import { type Answer, type Client, testPassword } from './client.ts'

/** The code of an authenticator app. @param steps of 30 seconds from now; each code can be used once. */
export const codeOf = (secret: string, steps = 0): string =>
  TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() + steps * 30_000 })

/** The code of the previous step, at a time when it is accepted for eight seconds more. */
export async function previousCode(secret: string): Promise<string> {
  const leftMs = 30_000 - (Date.now() % 30_000)
  if (leftMs < 8_000) await delay(leftMs)
  return codeOf(secret, -1)
}

/** Switches the second factor on for the signed-in user. It uses the code of the previous step. */
export async function enableTotp(client: Client): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { secret } = bodyOf<{ secret: string }>(
    await client.post('/auth/totp/begin', { password: testPassword }),
  )
  for (;;) {
    const answer = await client.post('/auth/totp/confirm', { code: codeOf(secret, -1) })
    // If a step ended in the meantime, the code was too old.
    if (answer.status !== 403) return { secret, ...bodyOf<{ recoveryCodes: string[] }>(answer) }
  }
}

/** An authenticator on a page of the service; `localhost` is the domain of its passkeys. */
export const authenticatorAt = (url: string) => new Authenticator(`http://localhost:${new URL(url).port}`)

export async function addPasskey(
  client: Client,
  authenticator: Authenticator,
  name = 'Laptop',
): Promise<{ id: string }> {
  const options = bodyOf(await client.post('/auth/passkeys/options', { password: testPassword }))
  const answer = await client.post('/auth/passkeys/verify', {
    name,
    credential: authenticator.create(options),
  })
  return bodyOf<{ passkey: { id: string } }>(answer).passkey
}

export async function signInWithPasskey(
  client: Client,
  authenticator: Authenticator,
  deviation?: Deviation,
): Promise<Answer> {
  const options = bodyOf(await client.post('/auth/passkeys/sign-in/options'))
  return client.post('/auth/passkeys/sign-in', { credential: authenticator.get(options, deviation) })
}

/** The ticket of a login that requires the second factor. */
export async function askForTicket(client: Client, email: string, password = testPassword): Promise<string> {
  const { status, body } = await client.post('/auth/login', { email, password })
  const { code, ticket } = body as { code?: string; ticket?: string }
  if (status !== 401 || code !== 'second_factor_required' || !ticket)
    throw new Error(`the login was answered ${status} ${code}`)
  return ticket
}

export function bodyOf<Body = unknown>({ status, body, text }: Answer): Body {
  if (status >= 400) throw new Error(`answered ${status}: ${text}`)
  return body as Body
}
