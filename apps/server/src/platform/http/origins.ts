/** The web origins that may call us with credentials (Fetch standard, section "HTTP CORS protocol"). */
export type OriginPolicy = {
  /**
   * @param origin value of the `Origin` header.
   * @param host host and port of the request; a page that we served ourselves is never foreign.
   */
  isAllowed(origin: string, host: string): boolean
}

/** @param httpsOnly whether a page of our own host counts as ours only with https. */
export function createOriginPolicy(
  exact: string[],
  preview: RegExp | undefined,
  httpsOnly: boolean,
): OriginPolicy {
  const allowed = new Set(exact)
  // Anchored, so that a pattern for app-*.example.com cannot match inside evil.test?app-1.example.com.
  const whole = preview && new RegExp(`^(?:${preview.source})$`, preview.flags.replace(/[gy]/g, ''))
  return {
    isAllowed(origin, host) {
      return allowed.has(origin) || isOwn(origin, host, httpsOnly) || (whole?.test(origin) ?? false)
    },
  }
}

function isOwn(origin: string, host: string, httpsOnly: boolean): boolean {
  return host !== '' && (origin === `https://${host}` || (!httpsOnly && origin === `http://${host}`))
}
