import { AppError, type ErrorKind } from '../../platform/errors/index.ts'
import { sessionErrors } from '../sessions/index.ts'
import { apiKeyErrors } from './errors.ts'
import { isInNetworks } from './networks.ts'
import type { AppScope } from './scopes.ts'
import type { FoundKey } from './store.ts'

/** How a key is used. */
export type KeyUse = {
  /** Without brackets, port and zone. */
  address: string | undefined
  /** The `Origin` of the request. */
  origin: string | undefined
  /** Whether that origin is one of ours. */
  isOwnOrigin: boolean
  /** The scope that allows the call; `none`: none is needed; undefined: no key is allowed. */
  scope: AppScope | 'none' | undefined
  /** Whether it is a request to `/mcp`. */
  isMcp?: boolean
}

/**
 * Why the key may not be used in this way; undefined if it may. A key that is restricted to origins is for
 * their pages only; any other key is for programs and for our own pages. An app is for all pages, because its
 * user has consented to the address where it got the token.
 */
export function refuseUse(key: FoundKey, use: KeyUse): AppError | undefined {
  if (key.isSuspended) return refuse(sessionErrors.account_suspended)
  if (key.isApp) return refuseApp(key, use)
  if (key.isRevoked) return refuse(apiKeyErrors.revoked_api_key)
  if (key.hasExpired) return refuse(apiKeyErrors.expired_api_key.expired)
  if (key.wasReplaced) return refuse(apiKeyErrors.expired_api_key.replaced)
  if (key.addresses.length > 0 && !isInNetworks(key.addresses, use.address))
    return refuse(apiKeyErrors.key_address_refused)
  const { origin, isOwnOrigin } = use
  const fits =
    key.origins.length > 0 ? key.origins.includes(origin ?? '') : origin === undefined || isOwnOrigin
  if (!fits) return refuse(apiKeyErrors.key_origin_refused)
  return refuseCall(key, use)
}

function refuseApp(app: FoundKey, use: KeyUse): AppError | undefined {
  if (app.isRevoked) return refuse(apiKeyErrors.revoked_access_token)
  if (app.hasExpired || app.wasReplaced) return refuse(apiKeyErrors.expired_access_token)
  if (app.audience === 'mcp' && !use.isMcp) return refuse(apiKeyErrors.wrong_token_audience)
  return refuseCall(app, use)
}

function refuseCall(key: FoundKey, { scope }: KeyUse): AppError | undefined {
  // No key can have the scope `keys`, so its owner is told to sign in.
  if (scope === undefined || (scope === 'keys' && !key.isApp)) return refuse(apiKeyErrors.session_required)
  if (scope === 'none' || key.scopes.includes(scope)) return undefined
  return refuseScope(key, scope)
}

export const refuseScope = ({ isApp }: FoundKey, scope: AppScope): AppError =>
  new AppError(apiKeyErrors.insufficient_scope(scope, isApp ? 'app' : 'API key'), {
    headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"` },
  })

/** Answers with 401 name the scheme (RFC 6750, section 3). */
export const refuse = (kind: ErrorKind): AppError =>
  new AppError(
    kind,
    kind.status === 401 ? { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } } : {},
  )
