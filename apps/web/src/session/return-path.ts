/** The page after the sign-in: always a path of this site, whatever the URL contains. */
export function readReturnPath(search = location.search): string {
  const path = new URLSearchParams(search).get('next') ?? '/'
  return /^\/(?![/\\])[\w\-./?=&%]*$/.test(path) ? path : '/'
}

export const signInPath = (from?: string): string => pathWithReturn('/signin', from)
export const signUpPath = (from?: string): string => pathWithReturn('/signup', from)

const pathWithReturn = (path: string, from = location.pathname + location.search): string =>
  from === '/' ? path : `${path}?next=${encodeURIComponent(from)}`
