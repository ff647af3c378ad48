/**
 * sessions: login, rotation of refresh tokens, the list of devices, and the check of every request. The check
 * of a request or socket passes with a good signature and a session that is alive at this moment.
 */
export { createAuthentication } from './authenticate.ts'
export { assertNotSuspended, type CompleteSignInDeps, completeSignIn } from './complete-sign-in.ts'
export {
  accessCookie,
  clearSessionCookies,
  readHeldTokens,
  refreshCookie,
  setAccessCookie,
  setSessionCookies,
} from './cookies.ts'
export { describeDevice } from './describe-device.ts'
export { type ArrivingBrowser, keepDevice, type NoteSignIn } from './device-cookie.ts'
export { type SessionErrorCode, sessionErrorStatuses } from './errors.ts'
export { asGoneUser } from './gone-user.ts'
export type { HeldTokens } from './held-tokens.ts'
export { limitGuesses } from './limit-guesses.ts'
export { lockProvenOwner, type ProvenOwner, proveOwner } from './prove-owner.ts'
export { sessionRoutes } from './routes.ts'
export { authLimitText, clearedCookies, sessionCookies, userExample, userSchema } from './schemas.ts'
export type { SessionCaller } from './session-caller.ts'
export type {
  AskSecondFactor,
  FirstFactor,
  SecondFactorTicket,
  SignInRules,
} from './sign-in-rules.ts'
export { type SessionTokens, startSession } from './start-session.ts'
export {
  forgetSecondFactor,
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
