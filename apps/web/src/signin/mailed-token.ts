const pages = ['/reset-password', '/verify-email', '/confirm-email', '/undo-email-change', '/not-me']
/** Survives a sign-in at a provider, only in this tab. */
const awayKey = 'chatsvg.mailed-token'

let token = ''

/**
 * Removes the token of a mailed link from the URL, so that neither the address bar nor the history contains
 * it. Called first when the page starts.
 */
export function hideMailedToken(): void {
  if (!pages.includes(location.pathname)) return
  const found = new URLSearchParams(location.search).get('token')
  if (found !== null) history.replaceState(history.state, '', location.pathname)
  token = found ?? sessionStorage.getItem(awayKey) ?? ''
  sessionStorage.removeItem(awayKey)
}

/** The token of the link; empty when the page was opened without one. */
export const readMailedToken = (): string => token

/** For a user who signs in at a provider, and returns to this page without the link. */
export const keepMailedToken = (): void => sessionStorage.setItem(awayKey, token)

/** It is valid once. */
export function forgetMailedToken(): void {
  token = ''
}
