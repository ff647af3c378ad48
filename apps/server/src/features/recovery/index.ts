/**
 * recovery: owners take an account back by undoing a change of address or denying a sign-in from a new
 * device. Owns changes of address, and the emails about sign-ins from new devices.
 */

export { createRecoveryWriters, recoveryEmails } from './emails.ts'
export { recoveryErrors } from './errors.ts'
export { createSignInRecorder } from './record-sign-in.ts'
export { recoveryRoutes } from './routes.ts'
export { deviceFragments, listDevices, purgeRecovery } from './store.ts'
export { knownDevices, signInNotices } from './tables.ts'
