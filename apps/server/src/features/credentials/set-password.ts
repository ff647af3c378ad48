import type { Tx } from '../../platform/db/index.ts'
import { replacePasswordHash, type UserRow } from '../accounts/index.ts'
import { announceSecurity } from '../notifications/index.ts'
import { revokeSessions } from '../sessions/index.ts'
import { voidTokens } from './store.ts'
import { passwordResets } from './tables.ts'

/** What remains to be done after the commit of the new password. */
export type PasswordAftermath = { endedSessions: string[]; emailId: string }

/**
 * Sets the user's new password: every session ends, reset links for the old one become invalid, and the owner
 * is notified. The caller holds the lock on the user's row, so that no sign-in with the old password can
 * start in between.
 */
export async function setPassword(tx: Tx, user: UserRow, passwordHash: string): Promise<PasswordAftermath> {
  await replacePasswordHash(tx, user.id, passwordHash)
  const endedSessions = await revokeSessions(tx, { userId: user.id, all: true }, 'password_changed')
  await voidTokens(tx, passwordResets, user.id)
  const emailId = await announceSecurity(tx, {
    userId: user.id,
    email: user.email,
    title: 'Your password was changed',
    message:
      'The password of your chatSVG account was changed, and all devices were signed out. If this was not you, reset it at once.',
  })
  return { endedSessions, emailId }
}
