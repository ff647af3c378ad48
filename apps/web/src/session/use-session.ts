import { useSyncExternalStore } from 'react'
import type { SignedInUser } from '../api/index.ts'
import { readSession, type SessionState, subscribeToSession } from './session.ts'

export type { SessionState }

export const useSession = (): SessionState => useSyncExternalStore(subscribeToSession, readSession)

/** The signed-in user; undefined for visitors, and until it is known. */
export function useUser(): SignedInUser | undefined {
  const session = useSession()
  return session.kind === 'user' ? session.user : undefined
}
