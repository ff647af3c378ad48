import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { billingErrors, type CodeRow, type CodeTerms, createCode, disableCode } from '../billing/index.ts'
import { type ActBy, recordAct } from './act-store.ts'

/** Makes a code that gives credits. */
export async function createCodeByHand(db: Db, terms: CodeTerms, by: ActBy): Promise<CodeRow> {
  return db.transaction(async (tx) => {
    const code = await createCode(tx, terms)
    const { credits, usesMax } = terms
    const subject = { kind: 'code', id: code.id } as const
    await recordAct(tx, by, { action: 'code.create', subject, details: { credits, usesMax } })
    return code
  })
}

/**
 * Switches a code off. What it has given stays.
 *
 * @throws AppError `code_not_found`.
 */
export async function disableCodeByHand(db: Db, id: string, by: ActBy): Promise<CodeRow> {
  return db.transaction(async (tx) => {
    const code = await disableCode(tx, id)
    if (!code) throw new AppError(billingErrors.code_not_found)
    await recordAct(tx, by, { action: 'code.disable', subject: { kind: 'code', id } })
    return code
  })
}
