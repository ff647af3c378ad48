import type { Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Caller, Origin } from '../../platform/http/index.ts'
import { type AuditAction, type AuditEvent, recordAuditEvent, rewriteUser } from '../accounts/index.ts'
import { type Disconnect, revokeMemberKey, setMemberLimit } from '../api-keys/index.ts'
import { insertNotification } from '../notifications/index.ts'
import { type ActingMember, type AsMemberDeps, asMember } from './as-member.ts'
import { workspaceErrors } from './errors.ts'
import type { PublishWorkspaceEvent } from './events.ts'
import {
  countOwners,
  deleteMember,
  findMemberById,
  type MemberRow,
  nameOfMember,
  setRole,
} from './member-store.ts'
import { includesRole, type Role } from './roles.ts'

type NamedMember = { workspaceId: string; memberId: string }
export type MemberChange = { role?: Role; monthlyCredits?: number | null }

/** Of an event that somebody else has caused, whose address is none of the person's business. */
export const unknownOrigin = { ipAddress: null, userAgent: null, requestId: null }

/** What clients of a removed member's sockets are told. */
const endedReason = 'membership ended'

/**
 * Changes a member's role or monthly limit, from the next request on, and tells open pages. Nobody changes a
 * member whose role has more rights than their own, or gives such a role.
 *
 * @throws AppError as `asMember` does; `member_not_found`, `insufficient_role`, `last_owner`.
 */
export async function changeMember(
  { publish, ...deps }: AsMemberDeps & { publish: PublishWorkspaceEvent },
  caller: Caller,
  { workspaceId, memberId }: NamedMember,
  { role, monthlyCredits }: MemberChange,
  origin: Origin,
): Promise<void> {
  await asMember(deps, caller, workspaceId, 'admin', async (tx, acting) => {
    const member = await findTarget(tx, acting, memberId)
    if (role !== undefined && role !== member.role) {
      assertMayGive(acting, role)
      if (member.role === 'owner') await assertOwnerLeft(tx, workspaceId)
      await setRole(tx, memberId, role)
    }
    if (monthlyCredits !== undefined) {
      // A charge that waits for this transaction reads the new limit.
      await rewriteUser(tx, workspaceId)
      await setMemberLimit(tx, memberId, monthlyCredits)
    }
    const details = { ...(role && { role }), ...(monthlyCredits !== undefined && { monthlyCredits }) }
    await record(tx, 'member_changed', acting, member, origin, details)
  })
  publish(workspaceId, 'workspace:member', { memberId })
}

/**
 * Ends a membership, the caller's own or that of somebody whose role has no more rights. The member's streams
 * and sockets in the workspace end at once. Their pictures stay, and so do the keys that they made, because
 * both belong to the workspace; jobs in progress are finished. A suspended workspace can still be left.
 *
 * @throws AppError as `asMember` does; `member_not_found`, `insufficient_role`, `last_owner`.
 */
export async function removeMember(
  { disconnect, ...deps }: AsMemberDeps & { disconnect: Disconnect },
  caller: Caller,
  { workspaceId, memberId }: NamedMember,
  origin: Origin,
): Promise<void> {
  const isSelf = ({ id }: MemberRow) => id === memberId
  await asMember(
    deps,
    caller,
    workspaceId,
    'viewer',
    async (tx, acting) => {
      const isLeaving = isSelf(acting.self)
      if (!isLeaving && !includesRole(acting.self.role, 'admin'))
        throw new AppError(workspaceErrors.insufficient_role('admin'))
      const member = await findTarget(tx, acting, memberId)
      if (member.role === 'owner') await assertOwnerLeft(tx, workspaceId)
      await endMembership(tx, member, await nameOfMember(tx, memberId))
      await record(tx, 'member_removed', acting, member, origin)
      await recordEnd(tx, member, isLeaving ? origin : unknownOrigin)
      if (isLeaving) return
      await insertNotification(tx, {
        ...{ userId: member.userId, type: 'SYSTEM_ANNOUNCEMENT' },
        title: 'You are no longer a member of a workspace',
        message: `${acting.person.name} removed you from "${acting.workspace.name}".`,
      })
    },
    isSelf,
  )
  disconnect(memberId, endedReason)
}

/** In the person's own log, which is how a take-back of the account finds memberships that have ended. */
export async function recordEnd(
  tx: Tx,
  { id: memberId, workspaceId, userId }: MemberRow,
  origin: AuditEvent['origin'],
): Promise<void> {
  const details = { workspaceId, memberId }
  await recordAuditEvent(tx, { userId, action: 'member_removed', succeeded: true, origin, details })
}

/** The caller has locked the workspace's row, and disconnects the member after the commit. */
export async function endMembership(tx: Tx, { id, workspaceId }: MemberRow, name: string): Promise<void> {
  // A charge that waits for this transaction asks again whether the member may spend.
  await rewriteUser(tx, workspaceId)
  await revokeMemberKey(tx, id, name)
  await deleteMember(tx, id)
}

/** @throws AppError `last_owner` when the workspace has no second owner. */
async function assertOwnerLeft(tx: Tx, workspaceId: string): Promise<void> {
  if ((await countOwners(tx, workspaceId)) < 2) throw new AppError(workspaceErrors.last_owner)
}

async function findTarget(tx: Tx, acting: ActingMember, memberId: string): Promise<MemberRow> {
  const member = await findMemberById(tx, acting.workspace.id, memberId)
  if (!member) throw new AppError(workspaceErrors.member_not_found)
  assertMayGive(acting, member.role)
  return member
}

/** @throws AppError `insufficient_role` for a role with more rights than the caller's. */
export function assertMayGive({ self }: ActingMember, role: Role): void {
  if (!includesRole(self.role, role)) throw new AppError(workspaceErrors.insufficient_role(role))
}

const record = (
  tx: Tx,
  action: AuditAction,
  { person, self, workspace }: ActingMember,
  member: MemberRow,
  origin: Origin,
  change: Record<string, string | number | null> = {},
) =>
  recordAuditEvent(tx, {
    ...{ userId: workspace.id, action, succeeded: true, origin },
    details: { member: person.name, memberId: self.id, subjectId: member.id, ...change },
  })
