import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Answer, call } from '../api/index.ts'

export type ApiKey = Answer<'GET /api/user/api-keys'>['apiKeys'][number]
export type Scope = ApiKey['scopes'][number]

/** Those that a new key has unless its owner chooses others. */
export const usualScopes: readonly Scope[] = ['pictures:read', 'pictures:write', 'edits']

const keyOf = (userId: string) => ['api-keys', userId] as const

export const useApiKeys = (userId: string): UseQueryResult<ApiKey[]> =>
  useQuery({
    queryKey: keyOf(userId),
    queryFn: async ({ signal }) => (await call('GET /api/user/api-keys', { signal })).apiKeys,
  })

/** After a change: the list and the security log are loaded again. */
export function useApiKeysChanged(userId: string): () => void {
  const queryClient = useQueryClient()
  return () => {
    for (const queryKey of [keyOf(userId), ['security-log']]) void queryClient.invalidateQueries({ queryKey })
  }
}

/** Whether programs can still use it. */
export const isInUse = ({ revokedAt, expiresAt }: ApiKey) =>
  revokedAt === null && (expiresAt === null || Date.parse(expiresAt) > Date.now())
