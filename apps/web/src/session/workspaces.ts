import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { type Answer, call, callPersonally } from '../api/index.ts'

export type Workspace = Answer<'GET /api/workspaces'>['workspaces'][number]
export type Members = Answer<'GET /api/workspaces/{id}/members'>
export type Member = Members['members'][number]
export type Role = Workspace['role']

/** From the one with the fewest rights to the one with the most. */
export const roles: readonly Role[] = ['viewer', 'member', 'admin', 'owner']

/** Whether a role has all rights of another one. */
export const includesRole = (role: Role, other: Role): boolean => roles.indexOf(role) >= roles.indexOf(other)

/** All queries about workspaces begin with it. */
export const workspacesKey = ['workspaces'] as const
export const workspaceKey = (id: string) => [...workspacesKey, id] as const
const membersKey = (id: string) => [...workspaceKey(id), 'members'] as const

export const useWorkspaces = (isEnabled = true): UseQueryResult<Workspace[]> =>
  useQuery({
    queryKey: [...workspacesKey, 'all'],
    queryFn: async ({ signal }) => (await call('GET /api/workspaces', { signal })).workspaces,
    enabled: isEnabled,
  })

/** Members and those who were, for the names beside what they have asked for. */
export const useMembers = (id: string | undefined): UseQueryResult<Members> =>
  useQuery({
    queryKey: membersKey(id ?? ''),
    queryFn: ({ signal }) => call('GET /api/workspaces/{id}/members', { params: { id: id ?? '' }, signal }),
    enabled: id !== undefined,
  })

/** The balance of the user's own account. */
export function usePersonalCredits(isEnabled: boolean): number | undefined {
  const { data } = useQuery({
    queryKey: [...workspacesKey, 'personal'],
    queryFn: async ({ signal }) => (await callPersonally('GET /api/auth/whoami', { signal })).user?.credits,
    enabled: isEnabled,
  })
  return data
}
