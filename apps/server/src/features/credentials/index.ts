/**
 * credentials: sign-up, the verification of addresses, and changed, forgotten and reset passwords. Owns the
 * tokens that are mailed for these.
 */

export { createCredentialWriters, credentialEmails } from './emails.ts'
export { credentialErrors, resetLimited, verificationLimited } from './errors.ts'
export { deriveMailedToken, hashMailedToken } from './mailed-token.ts'
export { queuePasswordReset } from './request-password-reset.ts'
export { queueVerification } from './resend-verification.ts'
export { credentialRoutes } from './routes.ts'
export { purgeMailedTokens, voidMailedTokens } from './store.ts'
export { mailedTokens } from './tables.ts'
