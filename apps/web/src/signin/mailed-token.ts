import { signinState } from './signin-state.ts'

const pages = ['/reset-password', '/verify-email', '/confirm-email', '/undo-email-change', '/not-me', '/join']
/** Stores the token while the user signs in at a provider, only in this tab. */
const awayKey = 'chatsvg.mailed-token'

/**
 * Takes the token of a mailed link out of the URL, so that it stays neither in the address bar nor in the
 * history. Called before everything else when the page starts.
 */
export function takeMailedTokenFromUrl(): void {
  if (!pages.includes(location.pathname)) return
  const found = new URLSearchParams(location.search).get('token')
  if (found !== null) history.replaceState(history.state, '', location.pathname)
  signinState.setState({ mailedToken: found ?? sessionStorage.getItem(awayKey) ?? '' })
  sessionStorage.removeItem(awayKey)
}

/** The token of the link; empty if the page was opened without one. */
export const readMailedToken = (): string => signinState.getState().mailedToken

/** Stores the token for a user who signs in at a provider and returns to this page without the link. */
export const storeMailedToken = (): void => sessionStorage.setItem(awayKey, readMailedToken())

/** Called after the token was used. */
export function clearMailedToken(): void {
  signinState.setState({ mailedToken: '' })
}
