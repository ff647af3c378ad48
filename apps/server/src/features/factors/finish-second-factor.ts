import type { Db, Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import { lockUser, recordAuditEvent, type UserRow } from '../accounts/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import { announceSecurity } from '../notifications/index.ts'
import {
  type AccessTokens,
  assertNotSuspended,
  completeSignIn,
  type RecordSignIn,
  type SessionTokens,
  type SignInBrowser,
} from '../sessions/index.ts'
import { hashTicket, stampPassword } from './ask-second-factor.ts'
import { factorErrors } from './errors.ts'
import { countWrongCode, deleteTicket, findTicket, type TicketRow, wrongCodesMax } from './ticket-store.ts'
import { useCode } from './use-code.ts'

export type FinishSecondFactorDeps = {
  db: Db
  tokens: AccessTokens
  secretKey: Uint8Array
  recordSignIn: RecordSignIn
  enqueueEmail: EnqueueEmail
  disconnectSession: (sessionId: string, reason: string) => void
}

type SignedIn = { user: UserRow; tokens: SessionTokens; endedSessions: string[] }
type Outcome = { signedIn?: SignedIn; emailIds: (string | undefined)[] }

/**
 * Takes a ticket and a code, and starts the session that the first factor was for. The ticket is valid once.
 * It becomes invalid after five wrong codes, with a new password, and when the account is suspended.
 *
 * @throws AppError `invalid_ticket`, `invalid_code`, `account_suspended`.
 */
export async function finishSecondFactor(
  deps: FinishSecondFactorDeps,
  input: { ticket: string; code: string },
  origin: Origin,
  browser: SignInBrowser,
): Promise<{ user: UserRow; tokens: SessionTokens }> {
  const ticketHash = hashTicket(input.ticket)
  const found = await findTicket(deps.db, ticketHash)
  if (!found) throw new AppError(factorErrors.invalid_ticket)
  // A wrong code is counted, so the transaction must commit: the error is thrown after it.
  const { signedIn, emailIds } = await deps.db.transaction(async (tx): Promise<Outcome> => {
    const user = await lockUser(tx, found.userId)
    const ticket = await findTicket(tx, ticketHash)
    if (!user || ticket?.passwordStamp !== stampPassword(user.passwordHash))
      throw new AppError(factorErrors.invalid_ticket)
    assertNotSuspended(user)
    const used = await useCode(tx, deps.secretKey, user, input.code, origin)
    if (!used) return { emailIds: [await noteWrongCode(tx, user, ticket, origin)] }
    await deleteTicket(tx, ticketHash)
    const { rememberMe, signedInWith } = ticket
    const details = {
      secondFactor: used.kind,
      ...(signedInWith !== 'password' && { provider: signedInWith }),
    }
    const { emailId, ...started } = await completeSignIn(tx, deps, user, {
      ...{ rememberMe, signedInWith, isMultiFactor: true, origin, browser, details },
    })
    const usedEmailId = used.kind === 'recovery-code' ? used.emailId : undefined
    return { signedIn: { user, ...started }, emailIds: [emailId, usedEmailId] }
  })
  for (const id of emailIds) if (id) deps.enqueueEmail(id)
  if (!signedIn) throw new AppError(factorErrors.invalid_code)
  for (const id of signedIn.endedSessions) deps.disconnectSession(id, 'session replaced')
  return signedIn
}

/** @returns the email that tells the owner that somebody knows the first factor. */
async function noteWrongCode(
  tx: Tx,
  { id: userId, email }: UserRow,
  { ticketHash, signedInWith }: TicketRow,
  origin: Origin,
): Promise<string | undefined> {
  const details = { reason: 'invalid_code', ...(signedInWith !== 'password' && { provider: signedInWith }) }
  await recordAuditEvent(tx, { userId, action: 'log_in', succeeded: false, origin, details })
  if ((await countWrongCode(tx, ticketHash)) < wrongCodesMax) return undefined
  const isPassword = signedInWith === 'password'
  const how = isPassword ? 'your password' : 'an account elsewhere that opens yours'
  const advice = isPassword ? 'change your password' : 'secure that account, or unlink it from this one'
  return announceSecurity(tx, {
    userId,
    email,
    title: 'Somebody enters wrong codes for your account',
    message: `Somebody who has ${how} entered ${wrongCodesMax} wrong codes and could not sign in. If this was not you, ${advice}.`,
  })
}
