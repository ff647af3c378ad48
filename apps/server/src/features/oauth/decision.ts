import { OauthFailure, type OauthFailureCode } from './failure.ts'
import type { Identity } from './identity.ts'
import type { ProviderName } from './tables.ts'

/** The account here that has the address which the provider gave. */
export type AddressHolder = {
  /** Whether its owner ever proved the address to us. */
  emailVerified: boolean
  /** Whether another account of the same provider opens it already. */
  hasProvider: boolean
}

export type SignInDecision =
  | { kind: 'create' }
  | { kind: 'link' }
  /**
   * Link, and shut out whoever made the account: nothing ever showed that it was the owner of the address.
   */
  | { kind: 'claim' }
  | { kind: 'refuse'; code: OauthFailureCode }

/** @throws OauthFailure where a provider always has to vouch for the address, and does not. */
export function checkAddress(provider: ProviderName, { email, emailVerified }: Identity): void {
  if (provider !== 'google') return
  if (email === null) throw new OauthFailure('no_user', 'the provider gave no address')
  if (!emailVerified) throw new OauthFailure('email_unverified', 'the provider has not verified the address')
}

/**
 * Who somebody is whose account elsewhere we do not know yet. Afterwards the provider's id of the person is
 * the key; only this first time an address counts, and it reaches an account that exists only if the provider
 * has verified it (ASVS 5.0, 6.8.1 and 10.5.2).
 */
export function decideSignIn(
  { email, emailVerified }: Identity,
  holder: AddressHolder | undefined,
): SignInDecision {
  if (email === null) return { kind: 'refuse', code: 'no_user' }
  if (!holder) return { kind: 'create' }
  if (!emailVerified) return { kind: 'refuse', code: 'email_unverified' }
  if (!holder.emailVerified) return { kind: 'claim' }
  return holder.hasProvider ? { kind: 'refuse', code: 'oauth_failed' } : { kind: 'link' }
}

/**
 * Whether an account elsewhere may be added to the account of the person who asks, whatever addresses the two
 * have.
 *
 * @param keyHolder whom it is linked to.
 */
export function decideLink(
  userId: string,
  keyHolder: string | undefined,
  hasProvider: boolean,
): 'link' | 'linked_already' | 'refuse' {
  if (keyHolder === userId) return 'linked_already'
  return keyHolder !== undefined || hasProvider ? 'refuse' : 'link'
}

/**
 * The picture of an account follows the provider's for as long as it is the one that the provider gave last;
 * one that its owner chose stays.
 *
 * @returns undefined: leave it.
 */
export function followAvatar(
  current: string | null,
  givenLast: string | null,
  given: string | null,
): string | null | undefined {
  return current === givenLast && current !== given ? given : undefined
}
