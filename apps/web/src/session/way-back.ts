import { readReturnPath } from './return-path.ts'

/**
 * Where a user who is at a provider goes afterwards: failures come back to /signin without it.
 */
const awayKey = 'chatsvg.way-back'

export const noteWayBack = (path: string): void => sessionStorage.setItem(awayKey, path)

/** Where to go after signing in: what the address says, or what was noted before leaving for a provider. */
export const findWayBack = (): string => {
  const said = readReturnPath()
  return said === '/'
    ? readReturnPath(`?next=${encodeURIComponent(sessionStorage.getItem(awayKey) ?? '/')}`)
    : said
}

export const forgetWayBack = (): void => sessionStorage.removeItem(awayKey)

/**
 * Whether this page opens because the user returns from a provider: other tabs then have to be told. Asked
 * once.
 */
export function hasComeBack(): boolean {
  const isBack = sessionStorage.getItem(awayKey) !== null
  // A failure is shown on /signin, from where the user goes on.
  if (isBack && location.pathname !== '/signin') forgetWayBack()
  return isBack
}
