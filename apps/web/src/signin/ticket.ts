let ticket = ''

/**
 * Removes the ticket of a provider sign-in from the URL, so that neither the address bar nor the history
 * contains it. Called first when the page starts.
 */
export function hideTicket(): void {
  if (location.pathname !== '/second-factor') return
  const given = new URLSearchParams(location.hash.slice(1))
  ticket = given.get('ticket') ?? ''
  const next = given.get('next')
  const search = next === null ? '' : `?${new URLSearchParams({ next })}`
  history.replaceState(history.state, '', location.pathname + search)
}

/** The ticket from the first factor; empty when the page was opened without one. */
export const readTicket = (): string => ticket

export function forgetTicket(): void {
  ticket = ''
}
