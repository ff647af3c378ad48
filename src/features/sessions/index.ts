/**
 * sessions: proof that it is you. Owns sign-up, login, logout, rotation of refresh tokens, and the check that every authenticated request
 * and socket passes: a good signature, and a session that is alive at this moment.
 */
export { createAuthentication } from './authenticate.ts'
export { accessCookie, refreshCookie } from './cookies.ts'
export { type SessionErrorCode, sessionErrorStatuses } from './errors.ts'
export { sessionRoutes } from './routes.ts'
export { oauthAccounts, refreshTokens, sessions } from './tables.ts'
export { createAccessTokens } from './tokens.ts'
