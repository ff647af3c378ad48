import { readReturnPath } from './return-path.ts'

/**
 * The page after a provider sign-in. It is stored, because failures return to /signin without it.
 */
const awayKey = 'chatsvg.way-back'

export const storeReturnPath = (path: string): void => sessionStorage.setItem(awayKey, path)

/** The page after the sign-in: from the URL, or stored before the user left for a provider. */
export const findReturnPath = (): string => {
  const said = readReturnPath()
  return said === '/'
    ? readReturnPath(`?next=${encodeURIComponent(sessionStorage.getItem(awayKey) ?? '/')}`)
    : said
}

export const clearReturnPath = (): void => sessionStorage.removeItem(awayKey)

/**
 * Whether the user returns from a provider, so that other tabs have to be notified. Returns true only once.
 */
export function isBackFromProvider(): boolean {
  const isBack = sessionStorage.getItem(awayKey) !== null
  // A failure is shown on /signin, where the user can continue.
  if (isBack && location.pathname !== '/signin') clearReturnPath()
  return isBack
}
