const pathCharsMax = 2_048
const nowhere = 'http://front.invalid'

/**
 * The path on a front end to which a user returns. Anything that a browser, a proxy or a router could read as
 * another site becomes `/`. Only the path, query and fragment of the requested value are used, and we prepend
 * the origin.
 */
export function readRedirectPath(requested: unknown): string {
  if (typeof requested !== 'string' || requested.length > pathCharsMax) return '/'
  if (!requested.startsWith('/') || /[\\\p{Cc}]/u.test(requested) || !URL.canParse(requested, nowhere))
    return '/'
  const { origin, pathname, search, hash } = new URL(requested, nowhere)
  const leaves = origin !== nowhere || [pathname, decode(pathname)].some((path) => looksForeign(path))
  return leaves ? '/' : `${pathname}${search}${hash}`
}

/** The absolute URL of a path that `readRedirectPath` accepted. */
export const returnUrl = (frontendOrigin: string, path: string) => `${frontendOrigin}${path}`

/**
 * Where a user enters the second factor. The ticket is in the URL fragment, which is not sent to a server or
 * as a referrer.
 */
export const secondFactorUrl = (frontendOrigin: string, ticket: string, path: string) =>
  returnUrl(frontendOrigin, `/second-factor#${new URLSearchParams({ ticket, next: path })}`)

export const failureUrl = (frontendOrigin: string, error: string) =>
  returnUrl(frontendOrigin, `/signin?error=${error}`)

/**
 * The front end that a request came from, by the first of the headers that names one of ours.
 *
 * @param headers values of `Origin` or `Referer`.
 */
export function chooseFrontend(
  headers: (string | undefined)[],
  isFrontend: (origin: string) => boolean,
  otherwise: string,
): string {
  for (const header of headers) {
    if (header === undefined || !URL.canParse(header)) continue
    const { origin } = new URL(header)
    if (isFrontend(origin)) return origin
  }
  return otherwise
}

/** A second slash, a backslash or a control character at the start, also percent-encoded. */
const looksForeign = (path: string) =>
  /^\/(?:[/\\]|%2f|%5c|%[01][0-9a-f]|%7f)/i.test(path) || /[\\\p{Cc}]/u.test(path)

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    // Percent signs that encode nothing: a router could interpret them in any way.
    return '//'
  }
}
