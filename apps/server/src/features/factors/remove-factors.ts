import type { Tx } from '../../platform/db/index.ts'
import { recordAuditEvent, type UserRow } from '../accounts/index.ts'
import { announceSecurity } from '../notifications/index.ts'
import { deletePasskeysSince } from './passkey-store.ts'
import { clearProofsWithoutFactors } from './remove-passkey.ts'
import { voidTickets } from './ticket-store.ts'
import { deleteRecoveryCodesSince, deleteTotpSince, replaceRecoveryCodes } from './totp-store.ts'

const ever = new Date(0)

/**
 * Removes passkeys, the authenticator app and its recovery codes that were added since the given time. The
 * caller has locked the user's row.
 *
 * @returns what was removed.
 */
export async function removeFactorsSince(
  tx: Tx,
  userId: string,
  since: Date,
): Promise<{ passkeys: number; totp: boolean }> {
  const passkeys = await deletePasskeysSince(tx, userId, since)
  const totp = await deleteTotpSince(tx, userId, since)
  if (totp) await replaceRecoveryCodes(tx, userId, [])
  else await deleteRecoveryCodesSince(tx, userId, since)
  await voidTickets(tx, userId)
  await clearProofsWithoutFactors(tx, userId)
  return { passkeys, totp }
}

export const removeFactors = (tx: Tx, userId: string) => removeFactorsSince(tx, userId, ever)

/**
 * The same for an administrator, when an owner has lost the factors. The owner is notified by an email that
 * the sweeper enqueues.
 *
 * @returns what was removed; undefined for nothing.
 */
export async function resetFactors(
  tx: Tx,
  { id: userId, email }: UserRow,
  requestId: string | null,
): Promise<{ passkeys: number; totp: boolean } | undefined> {
  const removed = await removeFactors(tx, userId)
  if (removed.passkeys === 0 && !removed.totp) return undefined
  const origin = { ipAddress: null, userAgent: null, requestId }
  await recordAuditEvent(tx, { userId, action: 'factors_reset', succeeded: true, origin })
  await announceSecurity(tx, {
    userId,
    email,
    title: 'Your passkeys and your second factor were removed',
    message:
      'The operator of this service removed the passkeys and the authenticator app from your account, and the password is enough to sign in. If you did not ask for it, reset your password at once.',
  })
  return removed
}
