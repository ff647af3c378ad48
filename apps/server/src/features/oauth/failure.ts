/**
 * Why a sign-in came to nothing, in the words that front ends find in `/signin?error=`. `oauth_failed`:
 * denied, or the provider did not vouch for anybody. `oauth_state`: not the end of a sign-in that this
 * browser began. `email_unverified`: the rules ask for an address that the provider has verified. `no_user`:
 * the provider named no one. `account_suspended`: the account here is. `rate_limited`: too many new accounts
 * from the caller's address. `server_error`: the provider could not be reached, or the fault is ours.
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

  /** @param options `cause`: for the log, so without tokens, addresses and other answers of a provider. */
  constructor(code: OauthFailureCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'OauthFailure'
    this.code = code
  }
}
