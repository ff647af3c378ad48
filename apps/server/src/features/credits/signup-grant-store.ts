import { createHmac } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { defineStatement, type SqlPart, type Tx } from '../../platform/db/index.ts'

/** What identifies a returning user: an address as accounts store it, or a provider account. */
export type SignupIdentity = { email: string } | { provider: string; providerId: string }

export type SignupGrants = {
  /**
   * Gives a new account its credits, unless one of its identities has had an account before. All its
   * identities count as known from then on, also if the amount is 0. Of several accounts that are created
   * with one identity at the same moment, only one gets credits: the others wait for its commit.
   *
   * @returns the balance.
   */
  give(
    tx: Tx,
    grant: { userId: string; amount: number; identities: readonly SignupIdentity[] },
  ): Promise<number>
  /** Records identities that an account got later, or that it had before grants were recorded. */
  note(tx: Tx, identities: readonly SignupIdentity[]): Promise<void>
}

/**
 * The hashes are sorted, so that two transactions with the same hashes wait for each other and do not
 * deadlock.
 */
const recordHashes = (hashes: SqlPart) => sql`
  insert into signup_grants (identity_hash) select hash from unnest(${hashes}::text[]) as given (hash) order by hash
  on conflict do nothing returning identity_hash`

const identityNote = defineStatement<{ hashes: string[] }>('note_signup_identities', ({ hashes }) =>
  recordHashes(hashes),
)

const signupGift = defineStatement<
  { hashes: string[]; userId: string; amount: number; entryId: string },
  { credits: number }
>(
  'give_signup_credits',
  ({ hashes, userId, amount, entryId }) => sql`
    with noted as (${recordHashes(hashes)}),
    balance as (
      update users set credits = credits + ${amount}::int, updated_at = now()
      where id = ${userId}::uuid and ${amount}::int > 0 and (select count(*) from noted) = cardinality(${hashes}::text[]) returning id, credits
    ), entry as (
      insert into credit_entries (id, user_id, delta, reason) select ${entryId}::uuid, id, ${amount}::int, 'SIGNUP' from balance
    )
    select credits from balance`,
)

/** @param key used only for this purpose. Without the key, the table cannot be used to test addresses. */
export function createSignupGrants(key: Uint8Array): SignupGrants {
  const hash = (identity: SignupIdentity) =>
    createHmac('sha256', key)
      .update(
        'providerId' in identity
          ? `provider\n${identity.provider}\n${identity.providerId}`
          : `email\n${identity.email}`,
      )
      .digest('hex')
  return {
    async give(tx, { userId, amount, identities }) {
      const gift = { hashes: identities.map(hash), userId, amount, entryId: uuidv7() }
      const [row] = await signupGift.run(tx, gift)
      return row?.credits ?? 0
    },
    async note(tx, identities) {
      await identityNote.run(tx, { hashes: identities.map(hash) })
    },
  }
}
