import type { AppScope, TokenAudience } from '../api-keys/index.ts'
import { appScopes, scopes } from '../api-keys/index.ts'

/** Without `scope` in its request, a program asks for these. */
export const usualScopes: readonly AppScope[] = ['pictures:read', 'pictures:write', 'edits', 'account:read']

/**
 * What access tokens can be for (RFC 8707). The API's tokens are good for `/mcp` too, which is a part of it.
 */
export type Resources = {
  /** The origin of the service, without a slash at the end. */
  api: string
  mcp: string
}

export const scopesOf: Record<TokenAudience, readonly AppScope[]> = { api: appScopes, mcp: scopes }

export const resourcesAt = (publicUrl: string): Resources => {
  const { origin } = new URL(publicUrl)
  return { api: origin, mcp: `${origin}/mcp` }
}

/** @returns undefined for a resource of another service. */
export function audienceOf(resources: Resources, identifier: string): TokenAudience | undefined {
  const bare = identifier.replace(/\/$/, '')
  if (bare === resources.api) return 'api'
  return bare === resources.mcp ? 'mcp' : undefined
}

/** Which of the scopes that a request names a program can get for the resource. */
export function selectScopes(audience: TokenAudience, requested: string | undefined): AppScope[] {
  const named = requested?.split(' ') ?? usualScopes
  return scopesOf[audience].filter((scope) => named.includes(scope))
}
