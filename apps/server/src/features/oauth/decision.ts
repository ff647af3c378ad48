import { OauthFailure, type OauthFailureCode } from './failure.ts'
import type { Identity } from './identity.ts'
import type { ProviderName } from './tables.ts'

/** The account here with the address that the provider returned. */
export type AddressHolder = {
  /** Whether its owner ever verified the address. */
  emailVerified: boolean
  /** Whether it is already linked to another account of the same provider. */
  hasProvider: boolean
}

export type SignInDecision =
  | { kind: 'create' }
  | { kind: 'link' }
  /**
   * Link, and remove all other ways to sign in: nothing ever showed that the creator of the account owns the
   * address.
   */
  | { kind: 'claim' }
  | { kind: 'refuse'; code: OauthFailureCode }

/** @throws OauthFailure when a provider that must confirm the address does not. */
export function checkAddress(provider: ProviderName, { email, emailVerified }: Identity): void {
  if (provider !== 'google') return
  if (email === null) throw new OauthFailure('no_user', 'the provider gave no address')
  if (!emailVerified) throw new OauthFailure('email_unverified', 'the provider has not verified the address')
}

/**
 * Decides for a provider account that is not linked yet. After this sign-in the provider's id is the key.
 * Only this first time the address counts, and it leads to an existing account only if the provider has
 * verified it (ASVS 5.0, 6.8.1 and 10.5.2).
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
 * Whether a provider account may be linked to the caller's account, whatever addresses the two have.
 *
 * @param keyHolder the user that it is linked to.
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
 * The avatar of an account follows the provider's as long as it is the one that the provider returned last.
 * An avatar that the owner chose is kept.
 *
 * @returns undefined: do not change it.
 */
export function followAvatar(
  current: string | null,
  givenLast: string | null,
  given: string | null,
): string | null | undefined {
  return current === givenLast && current !== given ? given : undefined
}
