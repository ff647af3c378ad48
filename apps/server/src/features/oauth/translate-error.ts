import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client'
import { OauthFailure } from './failure.ts'

/** Codes of openid-client for invalid answers of a provider: nobody is signed in with one. */
const untrusted = [
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
]

/**
 * Errors of the protocol (RFC 6749, sections 4.1.2.1 and 5.2; GitHub's own names) that our settings or an
 * outage of the provider cause.
 */
const notThePersons = [
  'server_error',
  'temporarily_unavailable',
  'invalid_client',
  'unauthorized_client',
  'incorrect_client_credentials',
  'redirect_uri_mismatch',
]

/**
 * The error of a provider, with the name of the fault as its cause. Answers and tokens, which vendors' errors
 * contain, are left out.
 */
export function translateError(error: unknown): OauthFailure {
  if (error instanceof OauthFailure) return error
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) {
    const isFault = notThePersons.includes(error.error)
    const code = isFault ? 'server_error' : 'oauth_failed'
    return new OauthFailure(code, 'the provider refused', { cause: nameFault(error, error.error) })
  }
  if (error instanceof ClientError && untrusted.includes(error.code ?? ''))
    return new OauthFailure('oauth_failed', 'the answer of the provider does not hold', {
      cause: nameFault(error, error.code),
    })
  return unreachable(error)
}

/** Any fault that kept the provider from answering. */
export function unreachable(error: unknown): OauthFailure {
  return new OauthFailure('server_error', 'the provider could not be asked', { cause: nameFault(error) })
}

function nameFault(error: unknown, detail?: string): Error {
  if (!(error instanceof Error)) return new Error('unknown fault')
  const cause = error.cause instanceof Error ? nameFault(error.cause) : undefined
  const fault = new Error(error.message, cause && { cause })
  const code = detail ?? ('code' in error ? String(error.code) : undefined)
  // The provider's error code comes through the browser, so it could be any text.
  return code === undefined
    ? fault
    : Object.assign(fault, { code: code.replace(/[^\w.-]/g, '').slice(0, 60) })
}
