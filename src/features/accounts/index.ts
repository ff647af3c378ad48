/**
 * accounts: who you are. Owns the user's row, what a valid registration is, and how passwords are kept.
 *
 * Other features point at `users` in their foreign keys and use the functions below; none of them writes a user's row,
 * except for the credits feature and the balance.
 */

export type { AccountErrorCode } from './errors.ts'
export { accountErrorStatuses } from './errors.ts'
export { checkPassword, hashPassword, type PasswordVerdict, verifyPassword } from './password.ts'
export { type PublicUser, presentUser } from './present.ts'
export { recordAuditEvent } from './record-audit-event.ts'
export { normalizeEmail, type Registration, readRegistration } from './registration.ts'
export { findUserByEmail, insertUser, replacePasswordHash, type UserRow, userExists } from './store.ts'
export { auditEvents, passwordResets, users } from './tables.ts'
