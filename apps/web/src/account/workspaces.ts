import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Answer, call } from '../api/index.ts'
import { readCount } from '../design/index.ts'
import { loadSession, readSession, type Workspace, workspaceKey, workspacesKey } from '../session/index.ts'

export type Invitation = Answer<'GET /api/workspaces/{id}/invitations'>['invitations'][number]

export const useWorkspace = (id: string): UseQueryResult<Workspace> =>
  useQuery({
    queryKey: workspaceKey(id),
    queryFn: async ({ signal }) =>
      (await call('GET /api/workspaces/{id}', { params: { id }, signal })).workspace,
  })

export const useInvitations = (id: string): UseQueryResult<Invitation[]> =>
  useQuery({
    queryKey: [...workspaceKey(id), 'invitations'],
    queryFn: async ({ signal }) =>
      (await call('GET /api/workspaces/{id}/invitations', { params: { id }, signal })).invitations,
  })

/** After a change: what the page shows of it is loaded again, and the account if the user acts in it. */
export function useWorkspaceChanged(id: string): () => void {
  const queries = useQueryClient()
  return () => {
    void queries.invalidateQueries({ queryKey: workspacesKey })
    const session = readSession()
    if (session.kind === 'user' && session.user.workspace?.id === id) loadSession().catch(() => undefined)
  }
}

/** Of a monthly limit, in credits, as the service has them. */
export const limitBounds = { max: 1_000_000_000 }

/** The text of a field for a monthly limit as the service takes it; undefined: it is no whole number. */
export function readLimit(typed: string): number | null | undefined {
  const text = typed.trim()
  if (text === '') return null
  return readCount(text, limitBounds)
}
