import { navigate } from 'wouter/use-browser-location'

/** The page after the sign-in: always a path of this site, whatever the URL contains. */
export function readReturnPath(search = location.search): string {
  const path = new URLSearchParams(search).get('next') ?? '/'
  return /^\/(?![/\\])[\w\-./?=&%]*$/.test(path) ? path : '/'
}

export const signInPath = (from = location.pathname + location.search): string =>
  from === '/' ? '/signin' : `/signin?next=${encodeURIComponent(from)}`

/** The URL of the sign-in page that returns to the current page. */
export function leaveForSignIn(): void {
  navigate(signInPath())
}
