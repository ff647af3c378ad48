import type { Db } from '../../platform/db/index.ts'
import type { Authentication, CookieOptions } from '../../platform/http/index.ts'
import type { Limiter } from '../../platform/limits/index.ts'
import type { UserCaller } from '../accounts/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import type { AccessTokens, RecordSignIn } from '../sessions/index.ts'
import type { RelyingParty } from './relying-party.ts'

export type FactorRoutesDeps = {
  db: Db
  tokens: AccessTokens
  authentication: Authentication<UserCaller>
  cookies: CookieOptions
  /** Limits guesses; null: switched off. */
  authLimiter: Limiter | null
  relyingParty: RelyingParty
  /** Encrypts the secrets of authenticator apps. */
  secretKey: Uint8Array
  challengeKey: Uint8Array
  recordSignIn: RecordSignIn
  disconnectSession: (sessionId: string, reason: string) => void
  enqueueEmail: EnqueueEmail
}
