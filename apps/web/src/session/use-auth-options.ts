import { useQuery } from '@tanstack/react-query'
import { type Answer, call } from '../api/index.ts'

/**
 * The ways to sign in that the service offers, and the documents that users accept; undefined until they are
 * loaded.
 */
export function useAuthOptions(): Answer<'GET /api/auth/options'> | undefined {
  const { data } = useQuery({
    queryKey: ['auth-options'],
    queryFn: ({ signal }) => call('GET /api/auth/options', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data
}
