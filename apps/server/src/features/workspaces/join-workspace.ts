import { uuidv7 } from 'uuidv7'
import type { Db } from '../../platform/db/index.ts'
import { AppError, type ErrorKind } from '../../platform/errors/index.ts'
import type { Caller, Origin } from '../../platform/http/index.ts'
import { lockUser, recordAuditEvent } from '../accounts/index.ts'
import { insertMemberKey } from '../api-keys/index.ts'
import { hashMailedToken } from '../credentials/index.ts'
import { jobErrors } from '../jobs/index.ts'
import { type AsMemberDeps, lockCaller } from './as-member.ts'
import { workspaceErrors } from './errors.ts'
import { type DescribedInvitation, findByToken, markAccepted } from './invitation-store.ts'
import { findMember, insertMember } from './member-store.ts'

/**
 * The invitation of a token, for the person who got it and decides.
 *
 * @throws AppError `invalid_invitation`.
 */
export async function readInvitation(db: Db, token: string): Promise<DescribedInvitation> {
  const invitation = await findByToken(db, hashMailedToken(token))
  if (!invitation) throw new AppError(workspaceErrors.invalid_invitation.unknown)
  const refusal = refusalOf(invitation)
  if (refusal) throw new AppError(refusal)
  return invitation
}

/**
 * Makes the caller a member of the workspace that the token's invitation is for. Only the account with the
 * invited address may, and only once the address is verified: whoever sees the link cannot use it.
 *
 * @returns the id of the workspace.
 * @throws AppError `invalid_invitation`, `invitation_for_another`, `email_not_verified`, `already_member`,
 * `invalid_token`.
 */
export async function joinWorkspace(
  { db, authentication }: AsMemberDeps,
  caller: Caller,
  token: string,
  origin: Origin,
): Promise<string> {
  const { workspaceId } = await readInvitation(db, token)
  return db.transaction(async (tx) => {
    const person = await lockCaller(tx, authentication, caller)
    await lockUser(tx, workspaceId)
    // Revoked, used or replaced while this waited for the workspace's row.
    const invitation = await findByToken(tx, hashMailedToken(token))
    const refusal = invitation ? refusalOf(invitation) : workspaceErrors.invalid_invitation.unknown
    if (!invitation || refusal) throw new AppError(refusal ?? workspaceErrors.invalid_invitation.unknown)
    if (invitation.email !== person.email) throw new AppError(workspaceErrors.invitation_for_another)
    if (!person.emailVerifiedAt) throw new AppError(jobErrors.email_not_verified)
    if (await findMember(tx, workspaceId, person.id)) throw new AppError(workspaceErrors.already_member)
    const { role, monthlyCredits } = invitation
    const id = uuidv7()
    await insertMemberKey(tx, { id, userId: workspaceId, name: person.name, monthlyCredits })
    await insertMember(tx, { id, workspaceId, userId: person.id, role })
    await markAccepted(tx, invitation.id)
    await recordAuditEvent(tx, {
      ...{ userId: workspaceId, action: 'member_joined', succeeded: true, origin },
      details: { member: person.name, memberId: id, invitationId: invitation.id, role },
    })
    return workspaceId
  })
}

/** Why an invitation cannot be accepted any more; undefined if it can. */
export function refusalOf({
  acceptedAt,
  revokedAt,
  hasExpired,
}: Pick<DescribedInvitation, 'acceptedAt' | 'revokedAt' | 'hasExpired'>): ErrorKind | undefined {
  const { used, revoked, expired } = workspaceErrors.invalid_invitation
  if (acceptedAt) return used
  if (revokedAt) return revoked
  return hasExpired ? expired : undefined
}
