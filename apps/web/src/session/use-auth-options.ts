import { useQuery } from '@tanstack/react-query'
import { type Answer, call } from '../api/index.ts'

/** Which ways to sign in the service has, and what users have to accept; undefined until it has said so. */
export function useAuthOptions(): Answer<'GET /api/auth/options'> | undefined {
  const { data } = useQuery({
    queryKey: ['auth-options'],
    queryFn: ({ signal }) => call('GET /api/auth/options', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data
}
