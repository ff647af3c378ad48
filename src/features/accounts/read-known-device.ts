import { type Db, queryNamed } from '../../platform/db/index.ts'
import { clientKey } from '../../platform/limits/index.ts'
import { auditDays } from './read-security-log.ts'

/**
 * Whether somebody signed in to the account from this address, or for IPv6 from its /64, before: as far as
 * the security log goes back.
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
