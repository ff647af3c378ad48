import { signinState } from './signin-state.ts'

/**
 * Takes the ticket of a sign-in at a provider out of the URL, so that it stays neither in the address bar nor
 * in the history. Called before everything else when the page starts.
 */
export function takeTicketFromUrl(): void {
  if (location.pathname !== '/second-factor') return
  const given = new URLSearchParams(location.hash.slice(1))
  signinState.setState({ ticket: given.get('ticket') ?? '' })
  const next = given.get('next')
  const search = next === null ? '' : `?${new URLSearchParams({ next })}`
  history.replaceState(history.state, '', location.pathname + search)
}

/** The ticket, which represents the first factor; empty if the page was opened without one. */
export const readTicket = (): string => signinState.getState().ticket

export function clearTicket(): void {
  signinState.setState({ ticket: '' })
}
