import { readReturnPath } from './return-path.ts'

/**
 * The path to return to, stored while the user is at a provider: a failed sign-in returns to /signin without
 * it.
 */
const awayKey = 'chatsvg.way-back'

export const noteWayBack = (path: string): void => sessionStorage.setItem(awayKey, path)

/**
 * Where to go after signing in: the path in the URL, or the one that was stored before the sign-in at a
 * provider.
 */
export const findWayBack = (): string => {
  const said = readReturnPath()
  return said === '/'
    ? readReturnPath(`?next=${encodeURIComponent(sessionStorage.getItem(awayKey) ?? '/')}`)
    : said
}

export const forgetWayBack = (): void => sessionStorage.removeItem(awayKey)

/**
 * Whether this page opens because the user returns from a provider: other tabs then have to be told. True
 * only once.
 */
export function hasComeBack(): boolean {
  const isBack = sessionStorage.getItem(awayKey) !== null
  // A failure is shown on /signin, which continues from there.
  if (isBack && location.pathname !== '/signin') forgetWayBack()
  return isBack
}
