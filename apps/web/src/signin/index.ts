/**
 * signin: signing in and up, forgotten passwords, addresses confirmed. Each is a short form on a page of
 * its own. Tokens from emails leave the address bar before anything else happens; after signing in at a
 * provider the user comes back to the same page.
 */
export { hideMailedToken } from './mailed-token.ts'
export { hideTicket } from './ticket.ts'
