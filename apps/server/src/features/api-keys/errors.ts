import { defineErrors } from '../../platform/errors/index.ts'
import { nameTexts } from '../accounts/index.ts'
import { bounds } from './bounds.ts'
import { scopes } from './scopes.ts'

export const apiKeyErrors = defineErrors({
  malformed_api_key: {
    status: 401,
    text: 'This is no API key: it is incomplete or mistyped. Copy the whole key.',
  },
  invalid_api_key: { status: 401, text: 'There is no such API key' },
  expired_api_key: {
    status: 401,
    text: { expired: 'This API key has expired', replaced: 'This API key was replaced by a newer one' },
  },
  revoked_api_key: { status: 401, text: 'This API key was revoked' },
  insufficient_scope: {
    status: 403,
    text: (scope: string, holder = 'API key') => `This ${holder} does not have the scope ${scope}`,
  },
  session_required: {
    status: 403,
    text: 'API keys and apps cannot be used for this call. Please sign in instead.',
  },
  key_origin_refused: { status: 403, text: 'This API key may not be used from this web origin' },
  key_address_refused: { status: 403, text: 'This API key may not be used from this address' },
  key_limit_reached: {
    status: 402,
    text: 'This API key has reached its limit of credits for this month',
  },
  invalid_access_token: { status: 401, text: 'There is no such access token' },
  expired_access_token: { status: 401, text: 'This access token has expired' },
  revoked_access_token: { status: 401, text: 'The access of this app was revoked' },
  wrong_token_audience: { status: 401, text: 'This access token is for the address /mcp alone' },
  app_not_found: { status: 404, text: 'App not found' },
  api_key_not_found: { status: 404, text: 'API key not found' },
  too_many_apps: {
    status: 409,
    text: `You have connected ${bounds.appsMax} apps. Disconnect one of them first.`,
  },
  too_many_api_keys: {
    status: 409,
    text: `You have ${bounds.keysMax} API keys. Revoke one of them first.`,
  },
  invalid_api_key_settings: {
    status: 400,
    text: {
      name: nameTexts,
      scopes: `Scopes must be a list of at least one of: ${scopes.join(', ')}`,
      expiresAt: 'The expiry must be a date in the future, or null',
      monthlyCredits: `The monthly limit must be a whole number from 0 to ${bounds.monthlyCreditsMax}, or null`,
      origins: `Origins must be a list of at most ${bounds.originsMax} web origins such as https://example.com`,
      addresses: `Addresses must be a list of at most ${bounds.addressesMax} IP addresses or networks such as 192.0.2.0/24`,
      overlap: `The overlap must be a whole number of seconds from 0 to ${bounds.overlapSecondsMax}`,
    },
  },
})
