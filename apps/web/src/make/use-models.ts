import { useQuery } from '@tanstack/react-query'
import { call, type Model } from '../api/index.ts'

const freshMs = 5 * 60_000

/** The models of the service; empty until they are loaded. */
export function useModels(): readonly Model[] {
  const { data } = useQuery({
    queryKey: ['models'],
    queryFn: ({ signal }) => call('GET /api/svg/models', { signal }),
    staleTime: freshMs,
  })
  return data?.models.filter(({ available }) => available) ?? []
}
