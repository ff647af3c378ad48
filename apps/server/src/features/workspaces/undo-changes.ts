import { uuidv7 } from 'uuidv7'
import { isUuid, type Tx } from '../../platform/db/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import { lockUser, readEventsSince, recordAuditEvent, rewriteUser, type UserRow } from '../accounts/index.ts'
import { insertMemberKey, revokeKeys } from '../api-keys/index.ts'
import { announceSecurity } from '../notifications/index.ts'
import { disableWebhooks } from '../webhooks/index.ts'
import { endMembership, recordEnd, unknownOrigin } from './change-member.ts'
import { revokeInvitation } from './invitation-store.ts'
import {
  countOwners,
  findMember,
  findMemberById,
  insertMember,
  listMemberships,
  nameOfMember,
  setRole,
} from './member-store.ts'
import { type TracedChanges, traceChanges, tracedActions } from './trace-changes.ts'

/** The person whose account is taken back, and since when somebody else may have acted as them. */
type TakenBack = { person: Pick<UserRow, 'id' | 'name'>; since: Date; origin: Origin }

/** What remains to be done after the commit: keys and memberships to disconnect, and emails to enqueue. */
export type UndoneChanges = { endedKeys: string[]; emailIds: string[] }

/**
 * Ends what was done in workspaces by a person's memberships since then, when the account is taken back: API
 * keys that were made or rotated are revoked, webhooks that were made, changed or rotated are disabled, open
 * invitations are revoked, and members who joined by such invitations are removed. What they did in turn ends
 * as well. A workspace without an owner afterwards belongs to the person again. Its owners and admins are
 * told.
 *
 * The caller has locked the person's row. The workspaces are locked here, and the person's sessions are ended
 * afterwards: requests in a workspace lock its row before their session.
 */
export async function undoMemberChanges(tx: Tx, taken: TakenBack): Promise<UndoneChanges> {
  const undone: UndoneChanges = { endedKeys: [], emailIds: [] }
  for (const [workspaceId, memberships] of await listAllMemberships(tx, taken)) {
    const workspace = await lockUser(tx, workspaceId)
    if (!workspace) continue
    const events = await readEventsSince(tx, workspaceId, tracedActions, taken.since)
    const changes = traceChanges(events, memberships)
    if (Object.values(changes).every(({ size }) => size === 0)) continue
    const { endedKeys, emailId } = await undoIn(tx, taken, workspace, changes)
    undone.endedKeys.push(...endedKeys)
    undone.emailIds.push(emailId)
  }
  return undone
}

/** The person's memberships by workspace, in the order of locks, with those that have ended since then. */
async function listAllMemberships(tx: Tx, { person, since }: TakenBack): Promise<[string, string[]][]> {
  // In this order, so that one that ends meanwhile is found in either.
  const current = await listMemberships(tx, person.id)
  const ends = await readEventsSince(tx, person.id, ['member_removed'], since)
  const found = new Map<string, string[]>()
  for (const { id, workspaceId } of [...current, ...ends.map(({ details }) => membershipIn(details))])
    if (isUuid(workspaceId)) found.set(workspaceId, [...(found.get(workspaceId) ?? []), id])
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1))
}

const membershipIn = (details: Record<string, unknown> | null) => ({
  id: String(details?.memberId),
  workspaceId: String(details?.workspaceId),
})

async function undoIn(
  tx: Tx,
  { person, origin }: TakenBack,
  { id: workspaceId, name, email }: UserRow,
  { keyIds, webhookIds, invitationIds, memberIds }: TracedChanges,
): Promise<{ endedKeys: string[]; emailId: string }> {
  const recordAct = (action: 'invitation_revoked' | 'member_removed' | 'member_changed', about: object) => {
    const details = { member: person.name, ...about }
    return recordAuditEvent(tx, { userId: workspaceId, action, succeeded: true, origin, details })
  }
  await rewriteUser(tx, workspaceId)
  const endedKeys = await revokeKeys(tx, workspaceId, [...keyIds], origin)
  await disableWebhooks(tx, workspaceId, [...webhookIds], origin)
  for (const invitationId of invitationIds)
    if (await revokeInvitation(tx, workspaceId, { id: invitationId }))
      await recordAct('invitation_revoked', { invitationId })
  for (const memberId of memberIds) {
    const member = await findMemberById(tx, workspaceId, memberId)
    if (!member) continue
    await endMembership(tx, member, await nameOfMember(tx, memberId))
    await recordAct('member_removed', { subjectId: memberId })
    await recordEnd(tx, member, unknownOrigin)
    endedKeys.push(memberId)
  }
  if ((await countOwners(tx, workspaceId)) === 0) {
    const subjectId = await makeOwner(tx, workspaceId, person)
    await recordAct('member_changed', { subjectId, role: 'owner' })
  }
  const emailId = await announceSecurity(tx, {
    ...{ userId: workspaceId, email, title: 'Changes in a workspace were undone' },
    message: `The account of ${person.name} was taken back, because somebody else may have used it. In the workspace "${name}", API keys, webhooks, invitations and members that were added by it meanwhile were ended. Please look at the roles of members and at the security log.`,
  })
  return { endedKeys, emailId }
}

/** @returns the id of the membership. */
async function makeOwner(tx: Tx, workspaceId: string, { id: userId, name }: TakenBack['person']) {
  const self = await findMember(tx, workspaceId, userId)
  const id = self?.id ?? uuidv7()
  if (self) await setRole(tx, id, 'owner')
  else {
    await insertMemberKey(tx, { id, userId: workspaceId, name, monthlyCredits: null })
    await insertMember(tx, { id, workspaceId, userId, role: 'owner' })
  }
  return id
}
