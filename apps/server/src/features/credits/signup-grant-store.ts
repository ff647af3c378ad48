import { createHmac } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { queryNamed, type Tx } from '../../platform/db/index.ts'

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

/** Hashes are always sorted, so that two transactions with the same ones wait instead of deadlocking. */
const noteText = `
  insert into signup_grants (identity_hash) select hash from unnest($1::text[]) as given (hash) order by hash
  on conflict do nothing returning identity_hash`

const giveText = `
  with noted as (${noteText}),
  balance as (
    update users set credits = credits + $3::int, updated_at = now()
    where id = $2::uuid and $3::int > 0 and (select count(*) from noted) = cardinality($1::text[]) returning id, credits
  ), entry as (
    insert into credit_entries (id, user_id, delta, reason) select $4::uuid, id, $3::int, 'SIGNUP' from balance
  )
  select credits from balance`

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
      const values = [identities.map(hash), userId, amount, uuidv7()]
      const [row] = await queryNamed<{ credits: number }>(tx, 'give_signup_credits', giveText, values)
      return row?.credits ?? 0
    },
    async note(tx, identities) {
      await queryNamed(tx, 'note_signup_identities', noteText, [identities.map(hash)])
    },
  }
}
