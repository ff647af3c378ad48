import { uuidv7 } from 'uuidv7'
import type { Db } from '../../platform/db/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import type { SignInBrowser } from './device-cookie.ts'
import { createPlainSignIn, type PlainSignInRules } from './new-session-store.ts'
import { createSession, type SessionTokens } from './start-session.ts'
import type { AccessTokens } from './tokens.ts'

/** A password that was compared with this hash of the user's password. */
export type CheckedPassword = { userId: string; hash: string; rememberMe: boolean }

/** @returns undefined if the sign-in is not a plain one: then nothing is written. */
export type StartPlainSession = (
  checked: CheckedPassword,
  origin: Origin,
  browser: SignInBrowser,
) => Promise<SessionTokens | undefined>

/** Starts the session of a plain sign-in with a password (see `createPlainSignIn`) in one round trip. */
export function createPlainSessions(
  db: Db,
  tokens: AccessTokens,
  rules: PlainSignInRules,
): StartPlainSession {
  const signIn = createPlainSignIn(rules)
  return async ({ userId, hash, rememberMe }, origin, { held, deviceHash }) => {
    // A session that the browser still holds has to be ended.
    if (held.accessToken !== undefined || held.refreshToken !== undefined) return undefined
    const shown = { userId, rememberMe, signedInWith: 'password', isMultiFactor: false } as const
    const { session, issued } = createSession(tokens, shown, origin)
    const device = { deviceHash, requestId: origin.requestId, auditId: uuidv7() }
    return (await signIn(db, { ...session, ...device, passwordHash: hash })) ? issued : undefined
  }
}
