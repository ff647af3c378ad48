const pathCharsMax = 2_048
const nowhere = 'http://front.invalid'

/**
 * Where on a front end a person returns to. Whatever a browser, a proxy or a router could read as another
 * site becomes `/`: only the path, query and fragment of what was asked are ever used, and the origin is put
 * before them by us.
 */
export function readRedirectPath(asked: unknown): string {
  if (typeof asked !== 'string' || asked.length > pathCharsMax) return '/'
  if (!asked.startsWith('/') || /[\\\p{Cc}]/u.test(asked) || !URL.canParse(asked, nowhere)) return '/'
  const { origin, pathname, search, hash } = new URL(asked, nowhere)
  const leaves = origin !== nowhere || [pathname, decode(pathname)].some((path) => looksForeign(path))
  return leaves ? '/' : `${pathname}${search}${hash}`
}

/** The absolute URL of a path that `readRedirectPath` let through. */
export const returnUrl = (frontendOrigin: string, path: string) => `${frontendOrigin}${path}`

/**
 * Where a person shows the second factor. The ticket stands behind the #, which no server is told and no
 * referrer has.
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

/**
 * A second slash, a backslash or a control character at the front, also when it is written with percent
 * signs.
 */
const looksForeign = (path: string) =>
  /^\/(?:[/\\]|%2f|%5c|%[01][0-9a-f]|%7f)/i.test(path) || /[\\\p{Cc}]/u.test(path)

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    // Percent signs that encode nothing: nobody can say what a router would make of them.
    return '//'
  }
}
