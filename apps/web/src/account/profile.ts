import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { type Answer, call } from '../api/index.ts'

export type Profile = Answer<'GET /api/user/profile'>['user']

/** By user, so that nobody sees what was read for another user on the same page. */
export const profileKey = (userId: string) => ['profile', userId] as const

export const useProfile = (userId: string): UseQueryResult<Profile> =>
  useQuery({
    queryKey: profileKey(userId),
    queryFn: async ({ signal }) => (await call('GET /api/user/profile', { signal })).user,
  })
