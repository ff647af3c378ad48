import { AppError, type ErrorKind } from '../../platform/errors/index.ts'
import { sessionErrors } from '../sessions/index.ts'
import { apiKeyErrors } from './errors.ts'
import { isInNetworks } from './networks.ts'
import type { Scope } from './scopes.ts'
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
  scope: Scope | 'none' | undefined
}

/**
 * Why the key may not be used in this way; undefined if it may. A key that is restricted to origins is for
 * their pages only; any other key is for programs and for our own pages.
 */
export function refuseUse(key: FoundKey, use: KeyUse): AppError | undefined {
  if (key.isSuspended) return refuse(sessionErrors.account_suspended)
  if (key.isRevoked) return refuse(apiKeyErrors.revoked_api_key)
  if (key.hasExpired) return refuse(apiKeyErrors.expired_api_key.expired)
  if (key.wasReplaced) return refuse(apiKeyErrors.expired_api_key.replaced)
  if (key.addresses.length > 0 && !isInNetworks(key.addresses, use.address))
    return refuse(apiKeyErrors.key_address_refused)
  const { origin, isOwnOrigin } = use
  const fits =
    key.origins.length > 0 ? key.origins.includes(origin ?? '') : origin === undefined || isOwnOrigin
  if (!fits) return refuse(apiKeyErrors.key_origin_refused)
  if (use.scope === undefined) return refuse(apiKeyErrors.session_required)
  if (use.scope === 'none' || key.scopes.includes(use.scope)) return undefined
  return refuseScope(use.scope)
}

export const refuseScope = (scope: Scope): AppError =>
  new AppError(apiKeyErrors.insufficient_scope(scope), {
    headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"` },
  })

/** Answers with 401 name the scheme (RFC 6750, section 3). */
export const refuse = (kind: ErrorKind): AppError =>
  new AppError(
    kind,
    kind.status === 401 ? { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } } : {},
  )
