import type { Tx } from '../../platform/db/index.ts'
import type { RecordSignIn } from './device-cookie.ts'
import type { SignedInWith } from './start-session.ts'

/** A user who has proven the first factor only. */
export type FirstFactor = {
  userId: string
  passwordHash: string | null
  rememberMe: boolean
  signedInWith: Exclude<SignedInWith, 'passkey'>
}

/** Represents the first factor until the second one is proven. */
export type SecondFactorTicket = { ticket: string; expiresInSeconds: number }

/**
 * Called before a session starts, in its transaction, with the user's row locked. @returns undefined if the
 * first factor is enough; otherwise there is no session yet.
 */
export type AskSecondFactor = (tx: Tx, shown: FirstFactor) => Promise<SecondFactorTicket | undefined>

/** The rules of other features for every sign-in. */
export type SignInRules = { recordSignIn: RecordSignIn; askSecondFactor: AskSecondFactor }
