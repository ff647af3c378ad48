/**
 * sessions: login, rotation of refresh tokens, the list of devices, and the check of every request. A request
 * or socket passes with a valid signature and a session that is alive at this moment.
 */
export { createAuthentication, type SessionAuthentication } from './authenticate.ts'
export { assertNotSuspended, type CompleteSignInDeps, completeSignIn } from './complete-sign-in.ts'
export {
  accessCookie,
  clearSessionCookies,
  readHeldTokens,
  refreshCookie,
  setAccessCookie,
  setSessionCookies,
} from './cookies.ts'
export { asDeletedUserError } from './deleted-user-error.ts'
export { describeDevice } from './describe-device.ts'
export { keepDevice, type RecordSignIn, type SignInBrowser } from './device-cookie.ts'
export { authLimited, sessionErrors } from './errors.ts'
export type { HeldTokens } from './held-tokens.ts'
export { limitGuesses } from './limit-guesses.ts'
export { lockProvenOwner, type ProvenOwner, proofRules, proveOwner } from './prove-owner.ts'
export { sessionRoutes } from './routes.ts'
export { clearedCookies, sessionCookies, userExample, userSchema } from './schemas.ts'
export type { SessionCaller } from './session-caller.ts'
export type {
  AskSecondFactor,
  FirstFactor,
  SecondFactorTicket,
  SignInRules,
} from './sign-in-rules.ts'
export { type SessionTokens, startSession } from './start-session.ts'
export {
  clearMultiFactorProofs,
  listAllSessions,
  lockLiveSession,
  purgeRotatedTokens,
  purgeSessions,
  renewProof,
  revokeSessions,
  type SessionRow,
} from './store.ts'
export { refreshTokens, sessions } from './tables.ts'
export { type AccessTokens, createAccessTokens } from './tokens.ts'
