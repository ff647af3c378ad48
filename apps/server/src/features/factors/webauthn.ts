import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { challengeSeconds } from './challenge.ts'

/** For the browser, as JSON. */
export type BrowserOptions = Record<string, unknown>

/** The fields of a passkey with which its answers are checked. */
export type PasskeyKey = { credentialId: string; publicKey: string; counter: number }
export type NewPasskey = PasskeyKey & { transports: string[]; isSynced: boolean }

/** What the browser's answer is compared with. */
export type Expectation = { challenge: string; origin: string; rpId: string }

// Loaded on first use of a passkey, because it includes certificate parsers.
const load = () => import('@simplewebauthn/server')

const serviceName = 'chatSVG'

/** Options for `navigator.credentials.create`: a discoverable passkey with user verification. */
export async function createAddOptions(input: {
  rpId: string
  challenge: string
  user: { id: string; email: string; name: string }
  /** Existing passkeys, because an authenticator stores only one for each account. */
  credentialIds: string[]
}): Promise<BrowserOptions> {
  const { generateRegistrationOptions } = await load()
  const { rpId, challenge, user, credentialIds } = input
  const options = await generateRegistrationOptions({
    rpName: serviceName,
    rpID: rpId,
    userID: new TextEncoder().encode(user.id),
    userName: user.email,
    userDisplayName: user.name,
    challenge: bytesOf(challenge),
    timeout: challengeSeconds * 1000,
    attestationType: 'none',
    excludeCredentials: credentialIds.map((id) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return { ...options }
}

/** Options for `navigator.credentials.get`. @param credentialIds empty: the user chooses any. */
export async function createGetOptions(
  rpId: string,
  challenge: string,
  credentialIds: string[] = [],
): Promise<BrowserOptions> {
  const { generateAuthenticationOptions } = await load()
  const options = await generateAuthenticationOptions({
    rpID: rpId,
    challenge: bytesOf(challenge),
    timeout: challengeSeconds * 1000,
    userVerification: 'required',
    ...(credentialIds.length > 0 && { allowCredentials: credentialIds.map((id) => ({ id })) }),
  })
  return { ...options }
}

/** @returns undefined for an invalid answer. */
export async function checkNewPasskey(
  response: unknown,
  { challenge, origin, rpId }: Expectation,
): Promise<NewPasskey | undefined> {
  const { verifyRegistrationResponse } = await load()
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: response as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
    })
    if (!registrationInfo) return undefined
    const { credential, credentialDeviceType } = registrationInfo
    return {
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      transports: readTransports(credential.transports),
      isSynced: credentialDeviceType === 'multiDevice',
    }
  } catch {
    // The library throws for every invalid answer, also for bytes that are no answer at all.
    return undefined
  }
}

/** @returns the counter of the answer; undefined for an invalid answer. */
export async function checkPasskey(
  response: unknown,
  { challenge, origin, rpId }: Expectation,
  { credentialId, publicKey, counter }: PasskeyKey,
): Promise<number | undefined> {
  const { verifyAuthenticationResponse } = await load()
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: response as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      credential: { id: credentialId, publicKey: bytesOf(publicKey), counter },
      requireUserVerification: true,
    })
    return verified ? authenticationInfo.newCounter : undefined
  } catch {
    return undefined
  }
}

/** The claims of an answer before they are verified. */
export type Claimed = {
  credentialId: string
  challenge: string
  origin: string
  userHandle: string | undefined
}

export function readClaimed(answer: unknown): Claimed | undefined {
  try {
    const { id, response } = answer as { id: unknown; response: Record<string, unknown> }
    const { clientDataJSON, userHandle } = response
    if (typeof id !== 'string' || typeof clientDataJSON !== 'string') return undefined
    const { challenge, origin } = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString()) as {
      challenge?: unknown
      origin?: unknown
    }
    if (typeof challenge !== 'string' || typeof origin !== 'string' || !URL.canParse(origin)) return undefined
    const handle =
      typeof userHandle === 'string' ? Buffer.from(userHandle, 'base64url').toString() : undefined
    return { credentialId: id, challenge, origin, userHandle: handle }
  } catch {
    return undefined
  }
}

const transportsMax = 8

const readTransports = (transports: unknown): string[] =>
  Array.isArray(transports)
    ? transports
        .filter((one) => typeof one === 'string' && /^[a-z-]{1,20}$/.test(one))
        .slice(0, transportsMax)
    : []

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'))
