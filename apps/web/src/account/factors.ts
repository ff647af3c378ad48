import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Answer, call } from '../api/index.ts'

export type Factors = Answer<'GET /api/auth/factors'>

const factorsKey = (userId: string) => ['factors', userId] as const

export const useFactors = (userId: string): UseQueryResult<Factors> =>
  useQuery({
    queryKey: factorsKey(userId),
    queryFn: ({ signal }) => call('GET /api/auth/factors', { signal }),
  })

/** After a change: everything on the page that depends on it is loaded again. */
export function useFactorsChanged(userId: string): () => void {
  const queryClient = useQueryClient()
  return () => {
    for (const queryKey of [factorsKey(userId), ['security-log']])
      void queryClient.invalidateQueries({ queryKey })
  }
}

/** The body of requests that need a proof of the owner. */
export const proofOf = (password: string | undefined) => (password === undefined ? {} : { password })
