import type { SignedInUser } from '../api/index.ts'

/** `ended`: it was alive on this page and ended elsewhere, and the user has not signed in again. */
export type Session =
  | { kind: 'unknown' }
  | { kind: 'visitor' }
  | { kind: 'ended' }
  | { kind: 'user'; user: SignedInUser }

/** `signOuts` counts how often the user signed out in this browser, or deleted the account. */
export type SessionState = { session: Session; signOuts: number }

export const unknownSession: SessionState = { session: { kind: 'unknown' }, signOuts: 0 }

/** The service has returned the current user. */
export function withUser(state: SessionState, user: SignedInUser | null): SessionState {
  return user ? { ...state, session: { kind: 'user', user } } : withEnd(state)
}

/** The session has ended without a sign-out here. */
export function withEnd(state: SessionState): SessionState {
  const { kind } = state.session
  if (kind === 'user') return { ...state, session: { kind: 'ended' } }
  return kind === 'unknown' ? { ...state, session: { kind: 'visitor' } } : state
}

export const withSignOut = ({ signOuts }: SessionState): SessionState => ({
  session: { kind: 'visitor' },
  signOuts: signOuts + 1,
})

/** Updates fields of the user, such as a new name. Has no effect for visitors. */
export function withChange(state: SessionState, change: Partial<SignedInUser>): SessionState {
  const { session } = state
  return session.kind === 'user'
    ? { ...state, session: { kind: 'user', user: { ...session.user, ...change } } }
    : state
}
