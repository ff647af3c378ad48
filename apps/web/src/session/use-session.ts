import { useSyncExternalStore } from 'react'
import type { SignedInUser } from '../api/index.ts'
import { readSession, type SessionState, subscribeToSession } from './session.ts'

export type { SessionState }

export const useSession = (): SessionState => useSyncExternalStore(subscribeToSession, readSession)

/** Who is signed in; undefined for visitors, and while nobody knows yet. */
export function useUser(): SignedInUser | undefined {
  const session = useSession()
  return session.kind === 'user' ? session.user : undefined
}
