/**
 * signin: signing in and up, forgotten passwords, and confirmed addresses. Each is a short form on a separate
 * page. Tokens from emails are removed from the URL before anything else happens. A user who comes from a
 * provider returns to the previous page.
 */
export { takeMailedTokenFromUrl } from './mailed-token.ts'
export { takeTicketFromUrl } from './ticket.ts'
