import type { AppScope } from '../api-keys/index.ts'

/** From the one with the fewest rights to the one with the most. They are part of the wire contract. */
export const roles = ['viewer', 'member', 'admin', 'owner'] as const

export type Role = (typeof roles)[number]

/** The role from which on a member may make calls of a scope. */
const leastRoles: Record<AppScope, Role> = {
  'pictures:read': 'viewer',
  'account:read': 'viewer',
  'pictures:write': 'member',
  edits: 'member',
  webhooks: 'admin',
  keys: 'admin',
}

/**
 * The role that a call in a workspace needs, by its operation; undefined: it is about people and not made in
 * workspaces.
 */
export const leastRoleOf = ({
  scope,
  workspaceRole,
}: {
  scope?: string
  workspaceRole?: string
}): Role | undefined => roles.find((role) => role === (workspaceRole ?? leastRoles[scope as AppScope]))

/** Whether a role has all rights of another one. */
export const includesRole = (role: Role, other: Role): boolean => roles.indexOf(role) >= roles.indexOf(other)
