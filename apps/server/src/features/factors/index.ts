/**
 * factors: passkeys, the authenticator app and its recovery codes. Owns passkeys, which are a way in by
 * themselves, the authenticator app with its recovery codes, which sign-ins by other ways ask for, and the
 * renewal of a session's proof.
 */
export { askSecondFactor } from './ask-second-factor.ts'
export { factorErrors } from './errors.ts'
export { exportFactors } from './list-factors.ts'
export { purgeFactors } from './passkey-store.ts'
export { createRelyingParty, type RelyingParty } from './relying-party.ts'
export { removeFactors, removeFactorsSince, resetFactors } from './remove-factors.ts'
export { factorRoutes } from './routes.ts'
export { passkeys, recoveryCodes, secondFactorTickets, totpSecrets, usedChallenges } from './tables.ts'
export { voidTickets } from './ticket-store.ts'
