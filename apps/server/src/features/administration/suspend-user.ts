import type { Db, Tx } from '../../platform/db/index.ts'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import {
  accountErrors,
  lockActiveAdmins,
  lockUser,
  recordAuditEvent,
  setSuspended,
} from '../accounts/index.ts'
import {
  announceCancelled,
  type CancelEffects,
  type CancelledJob,
  cancelJobs,
  findUnfinishedJobs,
  lockUnfinishedJobs,
} from '../jobs/index.ts'
import { revokeSessions, sessionErrors } from '../sessions/index.ts'
import { type ActBy, type Actor, recordAct } from './act-store.ts'
import { administrationErrors } from './errors.ts'
import { whenNotBusy } from './when-not-busy.ts'

export type SuspendUserDeps = {
  db: Db
  effects: CancelEffects
  disconnectUser: (userId: string, reason: string) => void
}

const message = 'This account was suspended, so the picture was not drawn. Its credit has been returned.'

/**
 * Suspends an account in one transaction. All sessions end, so requests, refreshes and sockets are refused at
 * once on every instance. A login in progress waits for the user's row and is refused. Unfinished jobs are
 * cancelled and refunded, and an accept in progress is refused. Public pictures remain. A repeated call only
 * closes sockets that are still open.
 *
 * @throws AppError `user_not_found`, `own_account`, `last_admin`.
 */
export async function suspendUser(deps: SuspendUserDeps, userId: string, by: ActBy): Promise<void> {
  const cancelled = await whenNotBusy(() => deps.db.transaction((tx) => suspend(tx, userId, by)))
  // Also when the account was already suspended: perhaps by an attempt of this very call whose commit was not
  // confirmed.
  deps.disconnectUser(userId, 'account suspended')
  if (cancelled) announceCancelled(deps.effects, cancelled)
}

/** @returns the jobs that it ended; undefined when the account was already suspended. */
async function suspend(tx: Tx, userId: string, by: ActBy): Promise<CancelledJob[] | undefined> {
  if (by.actor.kind === 'user' && by.actor.id === userId) throw new AppError(administrationErrors.own_account)
  // Jobs are locked before users, as everywhere; jobs that are accepted between the two are found below.
  await lockUnfinishedJobs(tx, userId)
  await assertAdminLeft(tx, userId, by.actor)
  if (!(await lockUser(tx, userId))) throw new AppError(sessionErrors.user_not_found)
  if (!(await setSuspended(tx, userId, true))) return undefined
  const sessions = await revokeSessions(tx, { userId, all: true }, 'suspended')
  const cancelled = await cancelJobs(tx, { jobIds: await findUnfinishedJobs(tx, userId) }, message)
  await recordAct(tx, by, {
    action: 'user.suspend',
    subject: { kind: 'user', id: userId },
    details: { sessions: sessions.length, jobs: cancelled.length },
  })
  await recordAuditEvent(tx, {
    userId,
    action: 'account_suspended',
    succeeded: true,
    origin: { ipAddress: null, userAgent: null, requestId: by.requestId },
  })
  return cancelled
}

/**
 * Locks all administrators in one order, so that two who act against each other run one after the other.
 *
 * @throws AppError `last_admin` when no other administrator would remain; `invalid_token` when the actor is
 * no longer one.
 */
export async function assertAdminLeft(tx: Tx, userId: string, actor: Actor): Promise<void> {
  const admins = await lockActiveAdmins(tx)
  if (actor.kind === 'user' && !admins.includes(actor.id)) throw new AppError(platformErrors.invalid_token)
  if (admins.length === 1 && admins.includes(userId)) throw new AppError(accountErrors.last_admin)
}

/**
 * Restores an account. Its ended sessions and cancelled jobs remain ended; the owner signs in again. A
 * repeated call does nothing.
 *
 * @throws AppError `user_not_found`.
 */
export async function restoreUser(db: Db, userId: string, by: ActBy): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await lockUser(tx, userId))) throw new AppError(sessionErrors.user_not_found)
    if (!(await setSuspended(tx, userId, false))) return
    await recordAct(tx, by, { action: 'user.restore', subject: { kind: 'user', id: userId } })
    await recordAuditEvent(tx, {
      userId,
      action: 'account_restored',
      succeeded: true,
      origin: { ipAddress: null, userAgent: null, requestId: by.requestId },
    })
  })
}
