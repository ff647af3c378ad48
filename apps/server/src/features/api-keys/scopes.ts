/** What a key can be allowed to do. They are part of the wire contract, so do not rename them. */
export const scopes = ['pictures:read', 'pictures:write', 'edits', 'account:read', 'webhooks'] as const

export type Scope = (typeof scopes)[number]

/**
 * What an app can be allowed to do. Only apps can have `keys`, because a key that makes keys would outlive
 * its own revocation.
 */
export const appScopes = [...scopes, 'keys'] as const

export type AppScope = (typeof appScopes)[number]
