import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import { Declined } from '../api/index.ts'

/** The browser's result for the options, for the service. */
export type Credential = Record<string, unknown>

// Loaded on first use of a passkey.
const load = () => import('@simplewebauthn/browser')

/** Whether passkeys of the service work on this page. @param domain as the service reports it. */
export const hasPasskeysHere = (domain: string | undefined): boolean =>
  domain !== undefined &&
  'PublicKeyCredential' in window &&
  (location.hostname === domain || location.hostname.endsWith(`.${domain}`))

/** Creates a passkey on the device. @throws Declined when the device or its user declines. */
export async function makePasskey(options: Record<string, unknown>): Promise<Credential> {
  const { startRegistration } = await load()
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON
  return heard(async () => ({ ...(await startRegistration({ optionsJSON })) }))
}

/** Asks for a passkey of the user. @throws Declined when the user or the device declines. */
export async function showPasskey(options: Record<string, unknown>): Promise<Credential> {
  const { startAuthentication } = await load()
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON
  return heard(async () => ({ ...(await startAuthentication({ optionsJSON })) }))
}

/** A little less than the lifetime of a challenge. */
const renewMs = 4 * 60 * 1000

/**
 * Offers passkeys in the browser's autofill (WebAuthn Level 3, section 5.1.4: conditional mediation), until
 * the signal aborts, or another request starts. Does nothing in browsers without it.
 *
 * @param begin requests options from the service.
 * @param use gets the passkey that the user chose.
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
      // Stopped to renew the challenge; after an error the button shows the reason.
      if (!isRenewed) return
    }
  }
}

async function heard(ask: () => Promise<Credential>): Promise<Credential> {
  try {
    return await ask()
  } catch (error) {
    const isKept =
      error instanceof Error && 'code' in error && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED'
    throw new Declined(
      isKept
        ? 'This device has a passkey for your account already.'
        : 'No passkey was used: you said no, or your device did not know you. Try again.',
      error,
    )
  }
}
