import { uuidv7 } from 'uuidv7'
import { AppError } from '../../platform/errors/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import { insertWorkspaceAccount, recordAuditEvent } from '../accounts/index.ts'
import { insertMemberKey } from '../api-keys/index.ts'
import { jobErrors } from '../jobs/index.ts'
import type { SessionCaller } from '../sessions/index.ts'
import { type AsMemberDeps, lockCaller } from './as-member.ts'
import { bounds } from './bounds.ts'
import { workspaceErrors } from './errors.ts'
import { countOwned, insertMember } from './member-store.ts'

/**
 * Makes a workspace whose owner is the caller. It gets no credits: neither those of a sign-up nor monthly
 * ones.
 *
 * @returns its id.
 * @throws AppError `too_many_workspaces`, `email_not_verified`, `invalid_token`.
 */
export async function createWorkspace(
  { requireVerifiedEmail, db, authentication }: AsMemberDeps & { requireVerifiedEmail: boolean },
  caller: SessionCaller,
  name: string,
  origin: Origin,
): Promise<string> {
  if (requireVerifiedEmail && !caller.emailVerified) throw new AppError(jobErrors.email_not_verified)
  return db.transaction(async (tx) => {
    const person = await lockCaller(tx, authentication, caller)
    if ((await countOwned(tx, person.id)) >= bounds.ownedMax)
      throw new AppError(workspaceErrors.too_many_workspaces)
    const { id: workspaceId } = await insertWorkspaceAccount(tx, { id: uuidv7(), name })
    const id = uuidv7()
    await insertMemberKey(tx, { id, userId: workspaceId, name: person.name, monthlyCredits: null })
    await insertMember(tx, { id, workspaceId, userId: person.id, role: 'owner' })
    const details = { member: person.name, memberId: id }
    await recordAuditEvent(tx, {
      ...{ userId: workspaceId, action: 'workspace_created', succeeded: true },
      ...{ origin, details },
    })
    return workspaceId
  })
}
