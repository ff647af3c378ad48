/**
 * accounts: the row of a user, the rules of a registration, passwords, plans and the security log.
 *
 * Other features reference `users` in their foreign keys and use the functions below. Only this feature
 * writes a user's row, with two exceptions: credits writes the balance, and notifications writes the time
 * when the user last read them.
 */

export { nameCharsMax } from './bounds.ts'
export { createBreachCheck } from './breached-passwords.ts'
export { normalizeEmail, parseEmail, readEmailText } from './email.ts'
export {
  allowUndo,
  type EmailChange,
  findUndoable,
  hasAccount,
  insertEmailChange,
  isEmailChangeOpen,
  isEmailHeld,
  listEmailChanges,
  lockEmails,
  markUndone,
  purgeEmailChanges,
  replaceEmail,
  useEmailChange,
  voidEmailChanges,
} from './email-change-store.ts'
export { accountErrors, emailTexts, nameTexts, passwordTexts } from './errors.ts'
export {
  emailField,
  emailRules,
  nameField,
  nameRules,
  newPasswordField,
  newPasswordRules,
} from './fields.ts'
export {
  type CommonPasswordCheck,
  createCommonPasswordCheck,
  hashPassword,
  type PasswordRating,
  verifyPassword,
  workAsForOtherHashes,
} from './password.ts'
export {
  createPlans,
  type Plan,
  type Plans,
  type PlanTerms,
  planNames,
  queuePriorities,
  signupPlan,
} from './plans.ts'
export { type PublicUser, presentUser } from './present.ts'
export { hasSignedInAlike, hasSignedInFrom, readEarlierSignIns } from './read-known-device.ts'
export { type AuditRow, readEventsSince, readSecurityLog } from './read-security-log.ts'
export {
  type AuditAction,
  type AuditEvent,
  auditFragments,
  detailsOf,
  recordAuditEvent,
} from './record-audit-event.ts'
export {
  deleteUser,
  findSignInAccount,
  findUserById,
  hasBcryptHashes,
  insertUser,
  listActiveAdmins,
  lockActiveAdmins,
  lockFreeSignIn,
  lockUser,
  lockUserWithEmail,
  markEmailVerified,
  replacePasswordHash,
  rewriteUser,
  type SignInAccount,
  setStanding,
  setSuspended,
  type UserRow,
  updateUser,
  userExists,
} from './store.ts'
export { auditEvents, emailChanges, users } from './tables.ts'
export type { UserCaller } from './user-caller.ts'
export { insertWorkspaceAccount, workspaceOfEmail } from './workspace-account-store.ts'
