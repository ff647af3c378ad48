/**
 * factors: passkeys, the authenticator app and its recovery codes. Passkeys sign in by themselves; other
 * sign-ins require a code of the authenticator app. It also renews a session's proof of identity.
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
export { requiresTotp } from './totp-store.ts'
