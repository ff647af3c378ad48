import { isIP } from 'node:net'

/** The relying party of passkeys (WebAuthn Level 3, section 4). */
export type RelyingParty = {
  /** A domain: front ends are on it or below it. undefined: there are no passkeys. */
  id: () => string | undefined
  /** Whether an answer may come from pages of this origin. */
  hasOrigin: (origin: string) => boolean
}

/**
 * @param pagesUrl address of the web app's pages.
 * @param isFrontend see `ApiContext`.
 */
export function createRelyingParty(
  pagesUrl: () => string,
  isFrontend: (origin: string) => boolean,
): RelyingParty {
  const id = () => {
    const { hostname } = new URL(pagesUrl())
    // Browsers create no passkeys for IP addresses.
    return isIP(hostname.replace(/^\[|\]$/g, '')) === 0 ? hostname : undefined
  }
  return {
    id,
    hasOrigin(origin) {
      const domain = id()
      if (!domain || !isFrontend(origin)) return false
      const { hostname } = new URL(origin)
      return hostname === domain || hostname.endsWith(`.${domain}`)
    },
  }
}
