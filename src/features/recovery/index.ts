/**
 * recovery: an account goes back to its owner. Owns changes of address, which can be undone from the old one,
 * and the notices of sign-ins from new devices, which can be answered with "this was not me".
 */

export { createRecoveryWriters, recoveryEmails } from './emails.ts'
export { type RecoveryErrorCode, recoveryErrorStatuses } from './errors.ts'
export { createSignInNotes } from './note-sign-in.ts'
export { recoveryRoutes } from './routes.ts'
export { listDevices, purgeRecovery } from './store.ts'
export { knownDevices, signInNotices } from './tables.ts'
