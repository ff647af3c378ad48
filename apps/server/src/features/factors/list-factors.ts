import type { Db } from '../../platform/db/index.ts'
import { listPasskeys, type PasskeyRow } from './passkey-store.ts'
import { countRecoveryCodes, findTotp } from './totp-store.ts'

export type Factors = { passkeys: PasskeyRow[]; totpSince: Date | null; recoveryCodesLeft: number }

/** The factors of a user besides the password, for their owner, without secrets. */
export async function listFactors(db: Db, userId: string): Promise<Factors> {
  const [passkeys, totp, recoveryCodesLeft] = await Promise.all([
    listPasskeys(db, userId),
    findTotp(db, userId),
    countRecoveryCodes(db, userId),
  ])
  return { passkeys, totpSince: totp?.confirmedAt ?? null, recoveryCodesLeft }
}

/** The same for the owner's export. */
export async function exportFactors(db: Db, userId: string) {
  const { passkeys, totpSince, recoveryCodesLeft } = await listFactors(db, userId)
  const keptPasskeys = passkeys.map(({ userId: _, publicKey: __, ...passkey }) => passkey)
  return { passkeys: keptPasskeys, totpSince, recoveryCodesLeft }
}
