/**
 * signin: signing in and up, forgotten passwords, addresses confirmed. Each is a short form on a page of
 * its own. Tokens from emails leave the address bar before anything else happens; who comes back from a
 * provider is taken to where they were.
 */
export { hideMailedToken } from './mailed-token.ts'
export { hideTicket } from './ticket.ts'
