import type { UserCaller } from '../accounts/index.ts'

/** A caller with what their session's row says at this moment. */
export type SessionCaller = UserCaller & {
  /** Whether the session was proven with a second factor. */
  isMultiFactor: boolean
  /** How long ago the session's owner last proved who they are. */
  provedAgoSeconds: number
}
