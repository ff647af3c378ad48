import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import { DeclinedError } from '../api/index.ts'

/** The browser's answer to the options, for the service. */
export type Credential = Record<string, unknown>

// Loaded at the first use of a passkey.
const load = () => import('@simplewebauthn/browser')

/** Whether this page can use passkeys of the service. @param domain the domain of the passkeys. */
export const hasPasskeysHere = (domain: string | undefined): boolean =>
  domain !== undefined &&
  'PublicKeyCredential' in window &&
  (location.hostname === domain || location.hostname.endsWith(`.${domain}`))

/** Asks the device for a new passkey. @throws DeclinedError when it or its user declines. */
export async function makePasskey(options: Record<string, unknown>): Promise<Credential> {
  const { startRegistration } = await load()
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON
  return declinable(async () => ({ ...(await startRegistration({ optionsJSON })) }))
}

/** Asks the user for a passkey. @throws DeclinedError when the user or the device declines. */
export async function showPasskey(options: Record<string, unknown>): Promise<Credential> {
  const { startAuthentication } = await load()
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON
  return declinable(async () => ({ ...(await startAuthentication({ optionsJSON })) }))
}

/** Somewhat less than the lifetime of a challenge. */
const renewMs = 4 * 60 * 1000

/**
 * Offers passkeys in the browser's autofill (WebAuthn Level 3, section 5.1.4: conditional mediation), until
 * the signal aborts or other code asks for a passkey. Has no effect in browsers without this feature.
 *
 * @param begin requests the options from the service. @param use gets the chosen passkey's answer.
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
      // Aborted to be renewed. After another error the user still has the button, which shows the reason.
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
        : 'No passkey was used: you declined, or your device did not recognize you. Try again.',
      error,
    )
  }
}
