import { navigate } from 'wouter/use-browser-location'

/** Where the user goes after signing in: a path of this site and nothing else, whatever the address says. */
export function readReturnPath(search = location.search): string {
  const path = new URLSearchParams(search).get('next') ?? '/'
  return /^\/(?![/\\])[\w\-./?=&%]*$/.test(path) ? path : '/'
}

export const signInPath = (from = location.pathname + location.search): string =>
  from === '/' ? '/signin' : `/signin?next=${encodeURIComponent(from)}`

/** To the sign-in page, and back to here afterwards. */
export function leaveForSignIn(): void {
  navigate(signInPath())
}
