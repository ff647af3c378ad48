import { isIP } from 'node:net'

/** Whom passkeys are for (WebAuthn Level 3, section 4: Relying Party). */
export type RelyingParty = {
  /** A domain: front ends are on it or below it. undefined: passkeys have no place here. */
  id: () => string | undefined
  /** Whether an answer may come from pages of this origin. */
  hasOrigin: (origin: string) => boolean
}

/**
 * @param pagesUrl where pages for people are.
 * @param isFrontend see `ApiContext`.
 */
export function createRelyingParty(
  pagesUrl: () => string,
  isFrontend: (origin: string) => boolean,
): RelyingParty {
  const id = () => {
    const { hostname } = new URL(pagesUrl())
    // Browsers make no passkeys for bare addresses.
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
