import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Caller, Origin } from '../../platform/http/index.ts'
import { deleteUser, recordAuditEvent } from '../accounts/index.ts'
import { closeCustomer } from '../billing/index.ts'
import { lockUnfinishedJobs } from '../jobs/index.ts'
import { lockProvenOwner, proveOwner } from '../sessions/index.ts'
import { lockWorkspace } from './as-member.ts'
import { workspaceErrors } from './errors.ts'
import { includesRole } from './roles.ts'

export type DeleteWorkspaceDeps = { db: Db; disconnectUser: (userId: string, reason: string) => void }

/**
 * Deletes a workspace and everything that belongs to it in one statement, as an account is deleted: pictures,
 * keys, webhooks, invitations, memberships, and the ledger with the credits that are left. Unfinished jobs go
 * with it, and workers that draw them write nothing. Its plan ends at Stripe.
 *
 * @param confirmation the name of the workspace; `password`: of the owner who asks.
 * @returns the credits that were left.
 * @throws AppError `wrong_password`, `reauthentication_required`, `workspace_not_found`, `insufficient_role`,
 * `invalid_workspace` for another name.
 */
export async function deleteWorkspace(
  { db, disconnectUser }: DeleteWorkspaceDeps,
  caller: Caller,
  workspaceId: string,
  { confirmation, password }: { confirmation: string; password?: string | undefined },
  origin: Origin,
): Promise<number> {
  const owner = await proveOwner(db, caller, password)
  const credits = await db.transaction(async (tx) => {
    // Jobs are locked before accounts, as everywhere, and persons before workspaces.
    await lockUnfinishedJobs(tx, workspaceId)
    const person = await lockProvenOwner(tx, caller, owner)
    const { workspace, self } = await lockWorkspace(tx, workspaceId, person.id)
    if (!includesRole(self.role, 'owner')) throw new AppError(workspaceErrors.insufficient_role('owner'))
    if (confirmation !== workspace.name) throw new AppError(workspaceErrors.invalid_workspace.confirmation)
    await closeCustomer(tx, workspaceId)
    await deleteUser(tx, workspaceId)
    const details = { workspace: workspace.name, credits: workspace.credits }
    await recordAuditEvent(tx, {
      ...{ userId: person.id, action: 'workspace_deleted', succeeded: true },
      ...{ origin, details },
    })
    return workspace.credits
  })
  disconnectUser(workspaceId, 'workspace deleted')
  return credits
}
