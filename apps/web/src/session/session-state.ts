import type { SignedInUser } from '../api/index.ts'
import type { Workspace } from './workspaces.ts'

/**
 * In whose name the page acts: the user, or a workspace with the user's role in it. Then the id, the name,
 * the credits and the plan are those of the workspace, and the address is the user's.
 */
export type Account = SignedInUser & { workspace?: Workspace }

/** `ended`: it was alive on this page and ended elsewhere, and the user has not signed in again. */
export type Session =
  | { kind: 'unknown' }
  | { kind: 'visitor' }
  | { kind: 'ended' }
  | { kind: 'user'; user: Account }

/**
 * `signOuts` counts how often the user signed out in this browser, or deleted the account. `lostWorkspace`:
 * the name of the workspace in which the page acted until it could not any more, until the user has read it.
 */
export type SessionState = { session: Session; signOuts: number; lostWorkspace?: string | undefined }

export const unknownSession: SessionState = { session: { kind: 'unknown' }, signOuts: 0 }

/** The service has returned the current user. */
export function withUser(state: SessionState, user: Account | null): SessionState {
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
export function withChange(state: SessionState, change: Partial<Account>): SessionState {
  const { session } = state
  return session.kind === 'user'
    ? { ...state, session: { kind: 'user', user: { ...session.user, ...change } } }
    : state
}
