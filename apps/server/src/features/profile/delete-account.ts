import type { Db, Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Caller, Origin } from '../../platform/http/index.ts'
import {
  accountErrors,
  deleteUser,
  findUserById,
  lockActiveAdmins,
  recordAuditEvent,
} from '../accounts/index.ts'
import type { Disconnect } from '../api-keys/index.ts'
import { type CodeAddresses, closeCustomer } from '../billing/index.ts'
import type { SignupGrants } from '../credits/index.ts'
import { lockUnfinishedJobs } from '../jobs/index.ts'
import { listOauthAccounts } from '../oauth/index.ts'
import { lockProvenOwner, proveOwner } from '../sessions/index.ts'
import { leaveWorkspaces } from '../workspaces/index.ts'

export type DeleteAccountDeps = {
  db: Db
  signupGrants: SignupGrants
  codeAddresses: CodeAddresses
  disconnectSession: Disconnect
  disconnectUser: (userId: string, reason: string) => void
}

/**
 * Deletes the caller's account and everything that belongs to it, in one statement: all rows that reference
 * the user cascade. A hash of its address and of its provider accounts remains, so that the next account with
 * them gets no sign-up credits and uses no code again. Running jobs find their rows deleted and write
 * nothing. The security log records that an account was deleted, not whose.
 *
 * @throws AppError `wrong_password`, `reauthentication_required`; `last_admin` when no administrator who is
 * not suspended would remain; `owns_workspaces` while it is the only owner of one.
 */
export async function deleteAccount(
  { db, signupGrants, codeAddresses, disconnectSession, disconnectUser }: DeleteAccountDeps,
  caller: Caller,
  password: string | undefined,
  { requestId }: Origin,
): Promise<void> {
  const owner = await proveOwner(db, caller, password)
  const memberships = await db.transaction(async (tx) => {
    await lockUnfinishedJobs(tx, caller.userId)
    await assertAdminLeft(tx, caller.userId)
    const user = await lockProvenOwner(tx, caller, owner)
    const left = await leaveWorkspaces(tx, user)
    // Recorded when the account was created, except for accounts that are older than the table.
    await signupGrants.note(tx, [{ email: user.email }, ...(await listOauthAccounts(tx, caller.userId))])
    await codeAddresses.note(tx, caller.userId, user.email)
    // Its plan ends at Stripe, too.
    await closeCustomer(tx, caller.userId)
    await deleteUser(tx, caller.userId)
    const nobody = { ipAddress: null, userAgent: null, requestId }
    await recordAuditEvent(tx, { userId: null, action: 'account_deleted', succeeded: true, origin: nobody })
    return left
  })
  for (const id of memberships) disconnectSession(id, 'account deleted')
  disconnectUser(caller.userId, 'account deleted')
}

/**
 * Administrators are locked all together and before the user, as in suspending or demoting one. For other
 * users they are not locked.
 */
async function assertAdminLeft(tx: Tx, userId: string): Promise<void> {
  if ((await findUserById(tx, userId))?.role !== 'ADMIN') return
  const admins = await lockActiveAdmins(tx)
  if (admins.length === 1 && admins.includes(userId)) throw new AppError(accountErrors.last_admin)
}
