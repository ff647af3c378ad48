import type { DescribedInvitation } from './invitation-store.ts'
import type { ListedMember, ListedWorkspace } from './member-store.ts'
import { includesRole, type Role } from './roles.ts'

export function presentWorkspace({ isSuspended, createdAt, ...workspace }: ListedWorkspace) {
  return { ...workspace, suspended: isSuspended, createdAt: createdAt.toISOString() }
}

/** Addresses and what others spend are for admins; everybody sees their own. */
export function presentMember(member: ListedMember, viewer: { role: Role; memberId: string }) {
  const { id, userId, name, avatar, role, joinedAt, email, monthlyCredits, spentThisMonth } = member
  const seesAll = includesRole(viewer.role, 'admin') || viewer.memberId === id
  return {
    ...{ id, userId, name, avatar, role, joinedAt: joinedAt.toISOString() },
    ...(seesAll && { email, monthlyCredits, spentThisMonth }),
  }
}

export function presentInvitation(invitation: DescribedInvitation) {
  const { id, email, role, monthlyCredits, inviter, hasExpired } = invitation
  return {
    ...{ id, email, role, monthlyCredits, invitedBy: inviter, expired: hasExpired },
    createdAt: invitation.createdAt.toISOString(),
    sentAt: invitation.sentAt.toISOString(),
    expiresAt: invitation.expiresAt.toISOString(),
  }
}

/** For the person who got it. */
export function presentOffer({ workspaceName, inviter, role, email, expiresAt }: DescribedInvitation) {
  return {
    ...{ workspace: workspaceName, invitedBy: inviter, role, email },
    expiresAt: expiresAt.toISOString(),
  }
}
