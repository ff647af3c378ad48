import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { type Db, defineStatement, literal, type SqlPart, type Tx } from '../../platform/db/index.ts'
import type { Caller, Origin } from '../../platform/http/index.ts'

/** Types of events in the security log. They are part of the wire contract, so do not rename them. */
export type AuditAction =
  | 'sign_up'
  | 'log_in'
  | 'log_out'
  | 'refresh_reuse'
  | 'session_revoked'
  | 'password_reset_requested'
  | 'password_reset'
  | 'password_changed'
  | 'email_verified'
  | 'email_changed'
  | 'email_restored'
  | 'sign_in_disowned'
  | 'provider_linked'
  | 'provider_unlinked'
  | 'passkey_added'
  | 'passkey_removed'
  | 'totp_enabled'
  | 'totp_disabled'
  | 'recovery_codes_renewed'
  | 'recovery_code_used'
  | 'factors_reset'
  | 'owner_proven'
  | 'api_key_created'
  | 'api_key_changed'
  | 'api_key_rotated'
  | 'api_key_revoked'
  | 'app_connected'
  | 'app_disconnected'
  | 'app_token_reused'
  | 'webhook_created'
  | 'webhook_changed'
  | 'webhook_rotated'
  | 'webhook_deleted'
  | 'webhook_disabled'
  | 'workspace_created'
  | 'workspace_changed'
  | 'workspace_deleted'
  | 'member_invited'
  | 'invitation_revoked'
  | 'member_joined'
  | 'member_changed'
  | 'member_removed'
  | 'account_exported'
  | 'account_deleted'
  | 'account_suspended'
  | 'account_restored'

export type AuditEvent = {
  /** Null when there is no user: the address is unknown, or the account was deleted. */
  userId: string | null
  action: AuditAction
  succeeded: boolean
  origin: Omit<Origin, 'ipAddress' | 'requestId'> & { ipAddress: string | null; requestId: string | null }
  /** Further data, such as the provider. No secrets, no addresses. */
  details?: Record<string, string | number | boolean | null>
}

/** Adds a row to the security log, in the transaction of the event if there is one. */
export async function recordAuditEvent(db: Db | Tx, event: AuditEvent): Promise<void> {
  const { userId, action, succeeded, origin, details } = event
  const written = details ? JSON.stringify(details) : null
  await insertion.run(db, { id: uuidv7(), userId, action, succeeded, details: written, ...origin })
}

/**
 * Details that say by which membership of a workspace, or by which API key, a caller made a change; none for
 * the owner of an account.
 */
export function detailsOf({ actor, apiKeyId }: Caller): Record<string, string> {
  if (apiKeyId === undefined) return {}
  return actor ? { memberId: apiKeyId } : { actingKeyId: apiKeyId }
}

const insertion = defineStatement<{
  id: string
  userId: string | null
  action: string
  succeeded: boolean
  details: string | null
  ipAddress: string | null
  userAgent: string | null
  requestId: string | null
}>(
  'record_audit_event',
  (event) => sql`
    insert into audit_events (id, user_id, action, succeeded, ip_address, user_agent, request_id, details)
    values (${event.id}::uuid, ${event.userId}::uuid, ${event.action}, ${event.succeeded}, ${event.ipAddress}, ${event.userAgent},
      ${event.requestId}, ${event.details}::jsonb)`,
)

/** Parts of statements of other features that are recorded in the security log. */
export const auditFragments = {
  /** The event of one user, which has succeeded. */
  succeeded: (event: {
    id: SqlPart
    action: AuditAction
    ipAddress: SqlPart
    userAgent: SqlPart
    requestId: SqlPart
    /** A table expression with `user_id` and at most one row. */
    from: SqlPart
  }) => sql`
    audit_event as (
      insert into audit_events (id, user_id, action, succeeded, ip_address, user_agent, request_id)
      select ${event.id}::uuid, source.user_id, ${literal(event.action)}, true, ${event.ipAddress}, ${event.userAgent}, ${event.requestId}
      from ${event.from} source
    )`,
}
