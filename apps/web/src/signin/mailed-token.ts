import { signinState } from './signin-state.ts'

const pages = ['/reset-password', '/verify-email', '/confirm-email', '/undo-email-change', '/not-me']
/** Keeps the token while the user signs in at a provider, in this tab alone. */
const awayKey = 'chatsvg.mailed-token'

/**
 * Takes the token of a mailed link out of the address, so that neither the bar nor the history keeps it.
 * Called first of all, when the page starts.
 */
export function hideMailedToken(): void {
  if (!pages.includes(location.pathname)) return
  const found = new URLSearchParams(location.search).get('token')
  if (found !== null) history.replaceState(history.state, '', location.pathname)
  signinState.setState({ mailedToken: found ?? sessionStorage.getItem(awayKey) ?? '' })
  sessionStorage.removeItem(awayKey)
}

/** What the link held; empty when the page was opened without one. */
export const readMailedToken = (): string => signinState.getState().mailedToken

/** For a user who signs in at a provider, and comes back to this page without the link. */
export const keepMailedToken = (): void => sessionStorage.setItem(awayKey, readMailedToken())

/** After it was used. */
export function forgetMailedToken(): void {
  signinState.setState({ mailedToken: '' })
}
