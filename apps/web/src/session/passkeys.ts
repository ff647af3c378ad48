import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import { DeclinedError } from '../api/index.ts'

/** What the browser made of the options, for the service. */
export type Credential = Record<string, unknown>

// Loaded when a passkey is first used.
const load = () => import('@simplewebauthn/browser')

/** Whether this page is one that passkeys of the service are for. @param domain as the service says. */
export const hasPasskeysHere = (domain: string | undefined): boolean =>
  domain !== undefined &&
  'PublicKeyCredential' in window &&
  (location.hostname === domain || location.hostname.endsWith(`.${domain}`))

/** Has the device make a passkey. @throws DeclinedError when it or its user says no. */
export async function makePasskey(options: Record<string, unknown>): Promise<Credential> {
  const { startRegistration } = await load()
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON
  return declinable(async () => ({ ...(await startRegistration({ optionsJSON })) }))
}

/** Has the user show a passkey. @throws DeclinedError when they or their device say no. */
export async function showPasskey(options: Record<string, unknown>): Promise<Credential> {
  const { startAuthentication } = await load()
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON
  return declinable(async () => ({ ...(await startAuthentication({ optionsJSON })) }))
}

/** Somewhat less than the lifetime of a challenge. */
const renewMs = 4 * 60 * 1000

/**
 * Offers passkeys where the browser fills in names (WebAuthn Level 3, section 5.1.4: conditional mediation),
 * until the signal aborts, or something else asks for one. Nothing is shown where browsers cannot.
 *
 * @param begin asks the service for options.
 * @param use is given what the user chose.
 */
export async function offerPasskeys(
  begin: () => Promise<Record<string, unknown>>,
  use: (credential: Credential) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const { browserSupportsWebAuthnAutofill, startAuthentication, WebAuthnAbortService } = await load()
  if (!(await browserSupportsWebAuthnAutofill())) return
  while (!signal.aborted) {
    let isRenewed = false
    const stop = () => WebAuthnAbortService.cancelCeremony()
    try {
      const optionsJSON = (await begin()) as unknown as PublicKeyCredentialRequestOptionsJSON
      if (signal.aborted) return
      const timer = setTimeout(() => {
        isRenewed = true
        stop()
      }, renewMs)
      signal.addEventListener('abort', stop, { once: true })
      const chosen = await startAuthentication({ optionsJSON, useBrowserAutofill: true }).finally(() => {
        clearTimeout(timer)
        signal.removeEventListener('abort', stop)
      })
      await use({ ...chosen })
      return
    } catch {
      // Stopped to be renewed; else the button is there, and says why it did not work.
      if (!isRenewed) return
    }
  }
}

async function declinable(ask: () => Promise<Credential>): Promise<Credential> {
  try {
    return await ask()
  } catch (error) {
    const isKept =
      error instanceof Error && 'code' in error && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED'
    throw new DeclinedError(
      isKept
        ? 'This device has a passkey for your account already.'
        : 'No passkey was used: you said no, or your device did not know you. Try again.',
      error,
    )
  }
}
