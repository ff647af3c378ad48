import { setTimeout as wait } from 'node:timers/promises'
import { UnreachableError } from '@chatsvg/client'
import { FailedError, SignInError } from './exit-status.ts'
import { type Login, readLogin, withLoginLock, writeLogin } from './stored-login.ts'
import type { Terminal } from './terminal.ts'

const clientId = 'chatsvg-cli'
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'
const scope = 'pictures:read pictures:write edits account:read keys'
/** RFC 8628, sections 3.2 and 3.5. */
const intervalUsualSeconds = 5
/** A token that ends so soon is renewed before it is used. */
const earlyMs = 60_000
const answerTimeoutMs = 20_000

type Answer = {
  access_token: string
  refresh_token: string
  expires_in: number
  error?: string
  error_description?: string
}
type Device = {
  device_code: string
  user_code: string
  verification_uri: string
  interval?: number
  expires_in: number
}

/**
 * Signs in by the device flow (RFC 8628): the user opens an address on any device and enters a code.
 *
 * @param show is told both.
 * @throws SignInError when the user refuses or takes too long; FailedError for a service without this
 * sign-in.
 */
export async function signIn(url: string, show: (address: string, code: string) => void): Promise<Login> {
  const asked = await post(url, '/oauth/device_authorization', { scope })
  if (asked.status === 404) throw new FailedError('This service has no sign-in for programs. Use --key.')
  if (asked.status !== 200)
    throw new FailedError(`The service does not let this program in: ${describe(asked)}`)
  const device = asked.body as unknown as Device
  show(device.verification_uri, device.user_code)
  const endsAtMs = Date.now() + device.expires_in * 1000
  let seconds = device.interval ?? intervalUsualSeconds
  while (Date.now() < endsAtMs) {
    await wait(seconds * 1000)
    const { device_code } = device
    const answer = await post(url, '/oauth/token', { grant_type: deviceGrant, device_code })
    if (answer.status === 200) return loginFrom(url, answer.body)
    const { error } = answer.body
    if (error === 'slow_down') seconds += intervalUsualSeconds
    else if (error === 'access_denied') throw new SignInError('The sign-in was refused.')
    else if (error === 'expired_token') break
    // A service that is not available for a moment is asked again.
    else if (error !== 'authorization_pending' && answer.status < 500)
      throw new SignInError(`The sign-in has failed: ${describe(answer)}`)
  }
  throw new SignInError('The code has expired. Run `chatsvg login` again.')
}

/**
 * The key of a login that is good for at least a minute. Tokens are renewed by one process of the user at a
 * time, because a refresh token that is used twice ends the sign-in.
 *
 * @throws SignInError when the sign-in has ended.
 */
export async function freshKey(
  { environment }: Pick<Terminal, 'environment'>,
  login: Login,
): Promise<string> {
  if (!isStale(login)) return login.key
  return withLoginLock(environment, async () => {
    // Another process may have renewed it, or somebody else has logged in.
    const stored = await readLogin(environment)
    const current = stored?.url === login.url ? stored : login
    if (!current.renewal || !isStale(current)) return current.key
    const { refreshToken } = current.renewal
    const answer = await post(login.url, '/oauth/token', {
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
    })
    if (answer.status >= 500) throw new UnreachableError(`the service answered ${answer.status}`)
    if (answer.status !== 200) throw new SignInError('Your sign-in has ended. Run `chatsvg login` again.')
    const renewed = loginFrom(login.url, answer.body)
    await writeLogin(environment, renewed)
    return renewed.key
  })
}

/** Gives the tokens of a login back. @returns whether the service has confirmed it. */
export async function signOut({ url, renewal }: Login): Promise<boolean> {
  if (!renewal) return false
  try {
    return (await post(url, '/oauth/revoke', { token: renewal.refreshToken })).status === 200
  } catch (error) {
    if (error instanceof UnreachableError) return false
    throw error
  }
}

const isStale = ({ renewal }: Login) => renewal !== undefined && Date.now() > renewal.expiresAtMs - earlyMs

const loginFrom = (url: string, answer: Answer): Login => ({
  url,
  key: answer.access_token,
  renewal: { refreshToken: answer.refresh_token, expiresAtMs: Date.now() + answer.expires_in * 1000 },
})

async function post(url: string, path: string, fields: Record<string, string>) {
  try {
    const response = await fetch(new URL(path, url), {
      method: 'POST',
      redirect: 'error',
      body: new URLSearchParams({ client_id: clientId, ...fields }),
      signal: AbortSignal.timeout(answerTimeoutMs),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return { status: response.status, body: (isJson ? JSON.parse(text) : {}) as Answer }
  } catch (error) {
    throw new UnreachableError(error)
  }
}

const describe = ({ status, body }: { status: number; body: Answer }) =>
  body.error_description ?? body.error ?? String(status)
