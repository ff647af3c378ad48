import type { Db } from '../../platform/db/index.ts'
import { listInvitations, listInvitationsTo } from './invitation-store.ts'
import { listMembers, listWorkspaces } from './member-store.ts'
import { presentInvitation, presentWorkspace } from './present.ts'

/**
 * What is stored about an account and workspaces: where a person is a member and was invited, and who are the
 * members of a workspace and whom it has invited.
 */
export async function exportMemberships(
  db: Db,
  { id, email }: { id: string; email: string },
): Promise<{ memberships: object[]; invitations: object[]; members: object[] }> {
  const [received, sent] = await Promise.all([listInvitationsTo(db, email), listInvitations(db, id)])
  const members = await listMembers(db, id)
  return {
    memberships: (await listWorkspaces(db, id)).map(presentWorkspace),
    invitations: [...received, ...sent].map(presentInvitation),
    members: members.map(({ id: memberId, name, role, joinedAt }) => ({ memberId, name, role, joinedAt })),
  }
}
