import { uuidv7 } from 'uuidv7'
import type { Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import { type AuditAction, recordAuditEvent } from '../accounts/index.ts'
import { hashMailedToken } from '../credentials/index.ts'
import { jobErrors } from '../jobs/index.ts'
import { type EnqueueEmail, queueEmail } from '../mail/index.ts'
import type { SessionCaller } from '../sessions/index.ts'
import { type ActingMember, type AsMemberDeps, asMember } from './as-member.ts'
import { bounds } from './bounds.ts'
import { assertMayGive } from './change-member.ts'
import { invitationEmail, invitationToken } from './emails.ts'
import { workspaceErrors } from './errors.ts'
import {
  countOpenInvitations,
  findOpenInvitation,
  insertInvitation,
  type NewInvitation,
  renewInvitation,
  revokeInvitation,
} from './invitation-store.ts'
import { countMembers, isMemberAddress } from './member-store.ts'

export type InviteDeps = AsMemberDeps & { tokenKey: Uint8Array; enqueueEmail: EnqueueEmail }

/**
 * Invites the owner of an address. An open invitation to the address is replaced. The answer does not say
 * whether the address has an account.
 *
 * @returns the id of the invitation.
 * @throws AppError as `asMember` does; `email_not_verified` for a caller whose own address is not,
 * `insufficient_role` for a role with more rights than their own, `already_member`, `too_many_members`.
 */
export async function inviteMember(
  deps: InviteDeps,
  caller: SessionCaller,
  workspaceId: string,
  invited: Pick<NewInvitation, 'email' | 'role' | 'monthlyCredits'>,
  origin: Origin,
): Promise<string> {
  assertVerified(caller)
  const { id, emailId } = await asMember(deps, caller, workspaceId, 'admin', async (tx, acting) => {
    assertMayGive(acting, invited.role)
    if (await isMemberAddress(tx, workspaceId, invited.email))
      throw new AppError(workspaceErrors.already_member)
    await revokeInvitation(tx, workspaceId, { email: invited.email })
    if (
      (await countMembers(tx, workspaceId)) + (await countOpenInvitations(tx, workspaceId)) >=
      bounds.membersMax
    )
      throw new AppError(workspaceErrors.too_many_members)
    const id = uuidv7()
    const { emailId, tokenHash } = await queueInvitation(tx, deps, invited.email)
    await insertInvitation(tx, { ...invited, id, workspaceId, tokenHash, invitedBy: acting.person.id })
    await record(tx, 'member_invited', acting, id, origin, invited.role)
    return { id, emailId }
  })
  deps.enqueueEmail(emailId)
  return id
}

/**
 * Sends an open invitation again. Its time begins anew, and the link of the email before is void.
 *
 * @throws AppError as `asMember` does; `email_not_verified`, `invitation_not_found`, `insufficient_role`.
 */
export async function resendInvitation(
  deps: InviteDeps,
  caller: SessionCaller,
  { workspaceId, id }: { workspaceId: string; id: string },
  origin: Origin,
): Promise<void> {
  assertVerified(caller)
  const emailId = await asMember(deps, caller, workspaceId, 'admin', async (tx, acting) => {
    const invitation = await findOpenInvitation(tx, workspaceId, id)
    if (!invitation) throw new AppError(workspaceErrors.invitation_not_found)
    assertMayGive(acting, invitation.role)
    const { emailId, tokenHash } = await queueInvitation(tx, deps, invitation.email)
    await renewInvitation(tx, id, tokenHash)
    await record(tx, 'member_invited', acting, id, origin, invitation.role)
    return emailId
  })
  deps.enqueueEmail(emailId)
}

/** @throws AppError as `asMember` does; `invitation_not_found`, also for one that is over. */
export async function withdrawInvitation(
  deps: AsMemberDeps,
  caller: SessionCaller,
  { workspaceId, id }: { workspaceId: string; id: string },
  origin: Origin,
): Promise<void> {
  await asMember(deps, caller, workspaceId, 'admin', async (tx, acting) => {
    if (!(await revokeInvitation(tx, workspaceId, { id })))
      throw new AppError(workspaceErrors.invitation_not_found)
    await record(tx, 'invitation_revoked', acting, id, origin)
  })
}

/** The token is derived from the id of the email, so it is in no row. */
async function queueInvitation(
  tx: Tx,
  { tokenKey }: InviteDeps,
  recipient: string,
): Promise<{ emailId: string; tokenHash: string }> {
  const emailId = await queueEmail(tx, invitationEmail, { userId: null, recipient, data: {} })
  return { emailId, tokenHash: hashMailedToken(invitationToken(emailId, tokenKey)) }
}

function assertVerified({ emailVerified }: SessionCaller): void {
  if (!emailVerified) throw new AppError(jobErrors.email_not_verified)
}

/** Without the address, which is not the workspace's. */
const record = (
  tx: Tx,
  action: AuditAction,
  { person, self, workspace }: ActingMember,
  invitationId: string,
  origin: Origin,
  role?: string,
) =>
  recordAuditEvent(tx, {
    ...{ userId: workspace.id, action, succeeded: true, origin },
    details: { member: person.name, memberId: self.id, invitationId, ...(role && { role }) },
  })
