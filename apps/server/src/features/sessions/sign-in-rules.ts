import type { Tx } from '../../platform/db/index.ts'
import type { NoteSignIn } from './device-cookie.ts'
import type { SignedInWith } from './start-session.ts'

/** Somebody who has shown what opens the account, and no more yet. */
export type FirstFactor = {
  userId: string
  passwordHash: string | null
  rememberMe: boolean
  signedInWith: Exclude<SignedInWith, 'passkey'>
}

/** Stands for the first factor until the second one is shown. */
export type SecondFactorTicket = { ticket: string; expiresInSeconds: number }

/**
 * Asked before a session begins, in its transaction, with the user's row locked. @returns undefined where the
 * first factor is enough; else there is no session yet.
 */
export type AskSecondFactor = (tx: Tx, shown: FirstFactor) => Promise<SecondFactorTicket | undefined>

/** What other features have to say to every sign-in. */
export type SignInRules = { noteSignIn: NoteSignIn; askSecondFactor: AskSecondFactor }
