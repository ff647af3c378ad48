import type { Caller, Origin } from '../../platform/http/index.ts'
import { recordAuditEvent, type UserRow, updateUser } from '../accounts/index.ts'
import { type AsMemberDeps, asMember } from './as-member.ts'

/**
 * Changes the name of a workspace, or what it may spend in a month.
 *
 * @throws AppError as `asMember` does; the caller must be an admin.
 */
export async function changeWorkspace(
  deps: AsMemberDeps,
  caller: Caller,
  workspaceId: string,
  change: Partial<Pick<UserRow, 'name' | 'monthlyCredits'>>,
  origin: Origin,
): Promise<void> {
  await asMember(deps, caller, workspaceId, 'admin', async (tx, { person, self }) => {
    await updateUser(tx, workspaceId, change)
    const details = { member: person.name, memberId: self.id, ...change }
    await recordAuditEvent(tx, {
      ...{ userId: workspaceId, action: 'workspace_changed', succeeded: true },
      ...{ origin, details },
    })
  })
}
