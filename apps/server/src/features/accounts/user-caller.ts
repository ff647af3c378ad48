import type { Caller } from '../../platform/http/index.ts'
import type { UserRow } from './store.ts'

/** A caller with what their user's row says at this moment. */
export type UserCaller = Caller &
  Pick<UserRow, 'email' | 'name' | 'avatar' | 'credits' | 'plan' | 'role'> & { emailVerified: boolean }
