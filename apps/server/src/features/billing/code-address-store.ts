import { createHmac } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { defineStatement, type Tx } from '../../platform/db/index.ts'

/** Which addresses have used which codes, also of accounts that were deleted. */
export type CodeAddresses = {
  /**
   * Records that an address uses a code.
   *
   * @param email as accounts store it.
   * @returns false if it has used it before.
   */
  claim(tx: Tx, codeId: string, email: string): Promise<boolean>
  /** Records that the address has used all codes of a user who is about to be deleted. */
  note(tx: Tx, userId: string, email: string): Promise<void>
}

const addressClaim = defineStatement<{ codeId: string; hash: string }, { codeId: string }>(
  'claim_code_address',
  ({ codeId, hash }) => sql`
    insert into billing_code_addresses (code_id, address_hash) values (${codeId}::uuid, ${hash})
    on conflict do nothing returning code_id as "codeId"`,
)

const addressNote = defineStatement<{ userId: string; hash: string }>(
  'note_code_address',
  ({ userId, hash }) => sql`
    insert into billing_code_addresses (code_id, address_hash)
    select code_id, ${hash} from billing_code_uses where user_id = ${userId}::uuid order by code_id
    on conflict do nothing`,
)

/** @param key used only for this purpose. Without the key, the table cannot be used to test addresses. */
export function createCodeAddresses(key: Uint8Array): CodeAddresses {
  const hashOf = (email: string) => createHmac('sha256', key).update(email).digest('hex')
  return {
    claim: async (tx, codeId, email) =>
      (await addressClaim.run(tx, { codeId, hash: hashOf(email) })).length > 0,
    async note(tx, userId, email) {
      await addressNote.run(tx, { userId, hash: hashOf(email) })
    },
  }
}
