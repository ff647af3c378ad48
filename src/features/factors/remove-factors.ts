import type { Tx } from '../../platform/db/index.ts'
import { deletePasskeysSince } from './passkey-store.ts'
import { forgetWithoutFactors } from './remove-passkey.ts'
import { voidTickets } from './ticket-store.ts'
import { deleteRecoveryCodesSince, deleteTotpSince, replaceRecoveryCodes } from './totp-store.ts'

const ever = new Date(0)

/**
 * Takes passkeys, the authenticator app and its recovery codes away, as far as they came since. The caller
 * has locked the user's row.
 *
 * @returns what there was.
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
  await forgetWithoutFactors(tx, userId)
  return { passkeys, totp }
}

export const removeFactors = (tx: Tx, userId: string) => removeFactorsSince(tx, userId, ever)
