import type { Db } from '../../platform/db/index.ts'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import { lockUser } from '../accounts/index.ts'
import { changeBalance } from '../credits/index.ts'
import type { CodeAddresses } from './code-address-store.ts'
import { countCodeUse, findCode, hasUsedCode, insertCodeUse } from './code-store.ts'
import { readCode, writeCode } from './code-text.ts'
import { billingErrors } from './errors.ts'

export type RedeemCodeDeps = { db: Db; codeAddresses: CodeAddresses }

/**
 * Gives the user the credits of a code, once, also if the account was deleted and made again. Of parallel
 * uses of one code by many users, as many succeed as the code has uses left.
 *
 * @param typed see `readCode`.
 * @returns the credits.
 * @throws AppError `code_not_found`; `code_already_used` by this user; `code_used_up`; `code_expired`, also
 * when it was switched off.
 */
export async function redeemCode(
  { db, codeAddresses }: RedeemCodeDeps,
  userId: string,
  typed: string,
): Promise<number> {
  const text = readCode(typed)
  return db.transaction(async (tx) => {
    const user = await lockUser(tx, userId)
    if (!user) throw new AppError(platformErrors.invalid_token)
    const code = await findCode(tx, text)
    if (!code) throw new AppError(billingErrors.code_not_found)
    if (await hasUsedCode(tx, code.id, userId)) throw new AppError(billingErrors.code_already_used)
    const amount = await countCodeUse(tx, code.id)
    if (amount === undefined) {
      const isUsedUp = (await findCode(tx, text))?.isUsedUp
      throw new AppError(isUsedUp ? billingErrors.code_used_up : billingErrors.code_expired)
    }
    if (!(await codeAddresses.claim(tx, code.id, user.email)))
      throw new AppError(billingErrors.code_already_used)
    const note = `code ${writeCode(text)}`
    const entryId = await changeBalance(tx, { userId, amount, reason: 'GRANT', note })
    if (entryId === undefined) throw new Error('a code would exceed the maximum of a balance')
    await insertCodeUse(tx, { codeId: code.id, userId, entryId })
    return amount
  })
}
