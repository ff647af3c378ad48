/**
 * Why a sign-in failed, as the code that front ends read from `/signin?error=`. `oauth_failed`: denied, or
 * the provider confirmed nothing. `oauth_state`: this browser did not start this sign-in. `email_unverified`:
 * the rules require an address that the provider has verified. `no_user`: the provider named no user.
 * `account_suspended`: the account here is suspended. `rate_limited`: too many new accounts from the caller's
 * address. `server_error`: the provider could not be reached, or the fault is ours.
 */
export type OauthFailureCode =
  | 'oauth_failed'
  | 'oauth_state'
  | 'email_unverified'
  | 'no_user'
  | 'account_suspended'
  | 'rate_limited'
  | 'server_error'

export class OauthFailure extends Error {
  readonly code: OauthFailureCode

  /** @param options `cause`: for the log, so without tokens, addresses and other data from a provider. */
  constructor(code: OauthFailureCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'OauthFailure'
    this.code = code
  }
}
