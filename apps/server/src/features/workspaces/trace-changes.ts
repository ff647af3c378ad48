import type { AuditAction, AuditRow } from '../accounts/index.ts'

/** The events by which changes are traced. Each says by `memberId` or `actingKeyId` who made it. */
export const tracedActions = [
  'api_key_created',
  'api_key_rotated',
  'webhook_created',
  'webhook_changed',
  'webhook_rotated',
  'member_invited',
  'member_joined',
  'member_changed',
] as const satisfies AuditAction[]

/** Ids of what was made or changed. */
export type TracedChanges = {
  keyIds: Set<string>
  webhookIds: Set<string>
  invitationIds: Set<string>
  /** Memberships that began with one of the invitations. */
  memberIds: Set<string>
}

/**
 * What somebody did in a workspace by these memberships, and what followed from it: keys, webhooks,
 * invitations, the members who joined by these, and what they and the keys did in turn. An invitation that
 * another admin has sent again, and a member to whom another admin has given a role, are theirs from then on.
 *
 * @param events of the workspace's log, the oldest first.
 */
export function traceChanges(
  events: readonly Pick<AuditRow, 'action' | 'details'>[],
  memberships: Iterable<string>,
): TracedChanges {
  const actors = new Set(memberships)
  const keyIds = new Set<string>()
  const webhookIds = new Set<string>()
  const invitationIds = new Set<string>()
  const memberIds = new Set<string>()
  for (const { action, details } of events) {
    const idOf = (name: string) => String(details?.[name] ?? '')
    const isTraced = actors.has(idOf('memberId')) || keyIds.has(idOf('actingKeyId'))
    if (action === 'member_joined') {
      if (!invitationIds.has(idOf('invitationId'))) continue
      memberIds.add(idOf('memberId'))
      actors.add(idOf('memberId'))
    } else if (action === 'member_invited') {
      if (isTraced) invitationIds.add(idOf('invitationId'))
      else invitationIds.delete(idOf('invitationId'))
    } else if (action === 'member_changed') {
      if (isTraced || details?.role === undefined || !memberIds.delete(idOf('subjectId'))) continue
      actors.delete(idOf('subjectId'))
    } else if (isTraced) {
      const isOfKey = action === 'api_key_created' || action === 'api_key_rotated'
      if (isOfKey) keyIds.add(idOf('keyId'))
      else webhookIds.add(idOf('webhookId'))
    }
  }
  return { keyIds, webhookIds, invitationIds, memberIds }
}
