import type { Db } from '../../platform/db/index.ts'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import { lockUser } from '../accounts/index.ts'
import { changeBalance } from '../credits/index.ts'
import type { CodeAddresses } from './code-address-store.ts'
import { countCodeUse, findCode, hasUsedCode, insertCodeUse } from './code-store.ts'
import { readCode, writeCode } from './code-text.ts'
import { billingErrors } from './errors.ts'

export type RedeemCodeDeps = { db: Db; codeAddresses: CodeAddresses }

/** Who uses a code, and which account gets its credits: their own, or a workspace. */
export type CodeUser = { personId: string; accountId: string }

/**
 * Gives the account the credits of a code. Each person uses a code once, whichever account gets the credits,
 * and also if their account was deleted and made again. Of parallel uses of one code by many people, as many
 * succeed as the code has uses left.
 *
 * @param typed see `readCode`.
 * @returns the credits.
 * @throws AppError `code_not_found`; `code_already_used` by this person; `code_used_up`; `code_expired`, also
 * when it was switched off.
 */
export async function redeemCode(
  { db, codeAddresses }: RedeemCodeDeps,
  { personId, accountId }: CodeUser,
  typed: string,
): Promise<number> {
  const text = readCode(typed)
  return db.transaction(async (tx) => {
    const person = await lockUser(tx, personId)
    const account = accountId === personId ? person : await lockUser(tx, accountId)
    if (!person || !account) throw new AppError(platformErrors.invalid_token)
    const code = await findCode(tx, text)
    if (!code) throw new AppError(billingErrors.code_not_found)
    if (await hasUsedCode(tx, code.id, personId)) throw new AppError(billingErrors.code_already_used)
    const amount = await countCodeUse(tx, code.id)
    if (amount === undefined) {
      const isUsedUp = (await findCode(tx, text))?.isUsedUp
      throw new AppError(isUsedUp ? billingErrors.code_used_up : billingErrors.code_expired)
    }
    if (!(await codeAddresses.claim(tx, code.id, person.email)))
      throw new AppError(billingErrors.code_already_used)
    // Members of a workspace see its ledger, and a code may have uses left.
    const note = accountId === personId ? `code ${writeCode(text)}` : `code that ends with ${text.slice(-4)}`
    const entryId = await changeBalance(tx, { userId: accountId, amount, reason: 'GRANT', note })
    if (entryId === undefined) throw new Error('a code would exceed the maximum of a balance')
    await insertCodeUse(tx, { codeId: code.id, userId: personId, entryId })
    return amount
  })
}
