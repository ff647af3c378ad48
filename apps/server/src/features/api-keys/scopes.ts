/** What a key can be allowed to do. They are part of the wire contract, so do not rename them. */
export const scopes = ['pictures:read', 'pictures:write', 'edits', 'account:read', 'webhooks'] as const

export type Scope = (typeof scopes)[number]
