/**
 * recovery: an owner takes an account back: changes of address undone, sign-ins from new devices denied. Owns
 * changes of address, and the emails about sign-ins from new devices.
 */

export { createRecoveryWriters, recoveryEmails } from './emails.ts'
export { recoveryErrors } from './errors.ts'
export { createSignInRecorder } from './record-sign-in.ts'
export { recoveryRoutes } from './routes.ts'
export { listDevices, purgeRecovery } from './store.ts'
export { knownDevices, signInNotices } from './tables.ts'
