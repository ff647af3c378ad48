import type { Tx } from '../../platform/db/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import { openSecret } from '../../platform/sealing/index.ts'
import { recordAuditEvent, type UserRow } from '../accounts/index.ts'
import { announceSecurity } from '../notifications/index.ts'
import { hashRecoveryCode } from './recovery-code.ts'
import { findStep } from './totp.ts'
import { countRecoveryCodes, findTotp, type TotpRow, useRecoveryCode, useStep } from './totp-store.ts'

export type UsedCode = { kind: 'totp' } | { kind: 'recovery-code'; emailId: string }

const totpPattern = /^\d{6}$/

/**
 * Consumes a code of the user's authenticator app, or one of their recovery codes; each can be used once. The
 * caller has locked the user's row.
 *
 * @returns undefined for a wrong one, and for every code while the user has no authenticator app.
 */
export async function useCode(
  tx: Tx,
  secretKey: Uint8Array,
  user: UserRow,
  typed: string,
  origin: Origin,
): Promise<UsedCode | undefined> {
  const code = typed.replace(/\s/g, '')
  const totp = await findTotp(tx, user.id)
  if (!totp) return undefined
  if (totpPattern.test(code))
    return (await useTotpCode(tx, secretKey, totp, code)) ? { kind: 'totp' } : undefined
  if (!(await useRecoveryCode(tx, user.id, hashRecoveryCode(code)))) return undefined
  const left = await countRecoveryCodes(tx, user.id)
  await recordAuditEvent(tx, {
    ...{ userId: user.id, action: 'recovery_code_used', succeeded: true, origin },
    details: { left },
  })
  const emailId = await announceSecurity(tx, {
    userId: user.id,
    email: user.email,
    title: 'A recovery code was used',
    message: `One of your recovery codes was used in the place of your authenticator app. ${left === 1 ? 'One is' : `${left} are`} left. If this was not you, change your password and make new codes.`,
  })
  return { kind: 'recovery-code', emailId }
}

/** Whether the code is right, and neither it nor a later one was used before. */
export async function useTotpCode(
  tx: Tx,
  secretKey: Uint8Array,
  { userId, sealedSecret }: TotpRow,
  code: string,
): Promise<boolean> {
  const secret = openSecret(sealedSecret, userId, secretKey)
  const step = secret && findStep(secret, code)
  return step !== undefined && (await useStep(tx, userId, step))
}
