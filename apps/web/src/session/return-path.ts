import { navigate } from 'wouter/use-browser-location'

/** The path to which users return after signing in: only a path of our own, whatever the URL says. */
export function readReturnPath(search = location.search): string {
  const path = new URLSearchParams(search).get('next') ?? '/'
  return /^\/(?![/\\])[\w\-./?=&%]*$/.test(path) ? path : '/'
}

export const signInPath = (from = location.pathname + location.search): string =>
  from === '/' ? '/signin' : `/signin?next=${encodeURIComponent(from)}`

/** The URL of the sign-in page, which returns to the current page afterwards. */
export function leaveForSignIn(): void {
  navigate(signInPath())
}
