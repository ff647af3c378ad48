import type { Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { lockUser, type UserRow } from '../accounts/index.ts'
import { endMembership } from './change-member.ts'
import { workspaceErrors } from './errors.ts'
import { deleteInvitationsTo } from './invitation-store.ts'
import { countOwners, listMemberships, readNames } from './member-store.ts'

/** How the history of a workspace shows a former member whose account was deleted. */
const deletedName = 'Deleted user'

/**
 * Ends all memberships of an account that is being deleted, and deletes the invitations to its address. The
 * caller has locked the account's row, so it joins no other workspace meanwhile.
 *
 * @returns the memberships, to disconnect after the commit.
 * @throws AppError `owns_workspaces`, with their names, when it is the only owner of some.
 */
export async function leaveWorkspaces(
  tx: Tx,
  { id: userId, email }: Pick<UserRow, 'id' | 'email'>,
): Promise<string[]> {
  for (const { workspaceId } of await listMemberships(tx, userId)) await lockUser(tx, workspaceId)
  const memberships = await listMemberships(tx, userId)
  const ownedAlone: string[] = []
  for (const { workspaceId, role } of memberships)
    if (role === 'owner' && (await countOwners(tx, workspaceId)) === 1) ownedAlone.push(workspaceId)
  if (ownedAlone.length > 0) {
    const workspaces = await readNames(tx, ownedAlone)
    throw new AppError(workspaceErrors.owns_workspaces, { members: { workspaces } })
  }
  for (const membership of memberships) await endMembership(tx, membership, deletedName)
  await deleteInvitationsTo(tx, email)
  return memberships.map(({ id }) => id)
}
