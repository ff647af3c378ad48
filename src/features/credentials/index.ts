/**
 * credentials: getting a way in, keeping it and getting it back: sign-up, proof of the address, passwords
 * changed, forgotten and reset. Owns the tokens that are mailed for these.
 */
export { type CredentialErrorCode, credentialErrorStatuses } from './errors.ts'
export { createCredentialWriters, credentialLetters } from './letters.ts'
export { oweVerification } from './resend-verification.ts'
export { credentialRoutes } from './routes.ts'
export { purgeMailedTokens } from './store.ts'
