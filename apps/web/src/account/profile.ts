import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { type Answer, callPersonally } from '../api/index.ts'

export type Profile = Answer<'GET /api/user/profile'>['user']

/** The key contains the user, so that nobody sees data of another user of the same page. */
export const profileKey = (userId: string) => ['profile', userId] as const

/** Of the person, also while they act in a workspace: the proofs that actions need are theirs. */
export const useProfile = (userId: string): UseQueryResult<Profile> =>
  useQuery({
    queryKey: profileKey(userId),
    queryFn: async ({ signal }) => (await callPersonally('GET /api/user/profile', { signal })).user,
  })
