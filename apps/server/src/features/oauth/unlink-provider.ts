import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Caller, Origin } from '../../platform/http/index.ts'
import { recordAuditEvent } from '../accounts/index.ts'
import { voidTickets } from '../factors/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import { lockProvenOwner, type ProvenOwner, revokeSessions } from '../sessions/index.ts'
import { announceUnlinked } from './announce-link.ts'
import { oauthErrors } from './errors.ts'
import { deleteOauthAccounts, listProviders } from './store.ts'
import type { ProviderName } from './tables.ts'

export type UnlinkProviderDeps = {
  db: Db
  disconnectSession: (sessionId: string, reason: string) => void
  enqueueEmail: EnqueueEmail
}

/**
 * Unlinks a provider account, and ends the other sessions that were started with it. The decision is made on
 * the locked row of the user. So if two are unlinked in parallel, one stays when there is no other way to
 * sign in.
 *
 * @returns the providers that remain.
 * @param proven how the caller proved to be the owner: a session alone must not remove a way to sign in.
 * @throws AppError `provider_not_linked`, `last_sign_in_method`; `invalid_token` when the proof is no longer
 * valid.
 */
export async function unlinkProvider(
  { db, disconnectSession, enqueueEmail }: UnlinkProviderDeps,
  caller: Caller,
  proven: ProvenOwner,
  provider: ProviderName,
  origin: Origin,
): Promise<ProviderName[]> {
  const { userId, sessionId } = caller
  const { emailId, left, ended } = await db.transaction(async (tx) => {
    const user = await lockProvenOwner(tx, caller, proven)
    const linked = await listProviders(tx, userId)
    if (!linked.includes(provider)) throw new AppError(oauthErrors.provider_not_linked)
    const left = linked.filter((other) => other !== provider)
    if (left.length === 0 && user.passwordHash === null) throw new AppError(oauthErrors.last_sign_in_method)
    await deleteOauthAccounts(tx, userId, provider)
    await voidTickets(tx, userId)
    const begun = { userId, signedInWith: provider, except: sessionId }
    const ended = await revokeSessions(tx, begun, 'revoked')
    const details = { provider }
    await recordAuditEvent(tx, { userId, action: 'provider_unlinked', succeeded: true, origin, details })
    return { left, ended, emailId: await announceUnlinked(tx, { userId, email: user.email }, provider) }
  })
  for (const id of ended) disconnectSession(id, 'session revoked')
  enqueueEmail(emailId)
  return left
}
