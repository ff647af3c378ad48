import { sql } from 'drizzle-orm'
import { constant, type Db, queryNamed, type SqlPart, type Tx } from '../../platform/db/index.ts'
import { clientKey } from '../../platform/limits/index.ts'
import { auditDays } from './read-security-log.ts'

/**
 * Whether somebody has signed in to the account from this address (IPv6: its /64) before, as far back as the
 * security log goes.
 */
export async function hasSignedInFrom(db: Db, email: string, ipAddress: string): Promise<boolean> {
  const rows = await queryNamed<{ address: string }>(
    db,
    'has_signed_in_from',
    `select distinct e.ip_address as address from audit_events e join users u on u.id = e.user_id
     where u.email = $1 and e.ip_address is not null and e.succeeded and e.action in ('sign_up', 'log_in')
       and e.created_at > now() - make_interval(days => $2)`,
    [email, auditDays],
  )
  const key = clientKey(ipAddress)
  return rows.some(({ address }) => clientKey(address) === key)
}

/**
 * The addresses from which a user has signed in, without the current request, as far back as the security log
 * goes.
 */
export async function readEarlierSignIns(
  tx: Tx,
  userId: string,
  requestId: string,
): Promise<{ userAgent: string | null; ipAddress: string | null }[]> {
  return queryNamed(
    tx,
    'read_earlier_sign_ins',
    `select distinct user_agent as "userAgent", ip_address as "ipAddress" from audit_events
     where user_id = $1::uuid and succeeded and action in ('sign_up', 'log_in')
       and created_at > now() - make_interval(days => $2) and request_id is distinct from $3`,
    [userId, auditDays, requestId],
  )
}

/**
 * Whether somebody has signed in to the account with exactly this user agent from exactly this address, as
 * far back as the security log goes.
 */
export const hasSignedInAlike = (signIn: { userId: SqlPart; userAgent: SqlPart; ipAddress: SqlPart }) => sql`
  exists (
    select from audit_events
    where user_id = ${signIn.userId} and succeeded and action in ('sign_up', 'log_in')
      and created_at > now() - make_interval(days => ${constant(auditDays)})
      and user_agent is not distinct from ${signIn.userAgent} and ip_address = ${signIn.ipAddress}
  )`
