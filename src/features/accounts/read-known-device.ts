import { type Db, queryNamed } from '../../platform/db/index.ts'
import { auditDays } from './read-security-log.ts'

/**
 * Whether somebody signed in to the account from this address before, as far as the security log goes back.
 */
export async function hasSignedInFrom(db: Db, email: string, ipAddress: string): Promise<boolean> {
  const [row] = await queryNamed<{ found: boolean }>(
    db,
    'has_signed_in_from',
    `select exists (
       select from audit_events e join users u on u.id = e.user_id
       where u.email = $1 and e.ip_address = $2 and e.succeeded and e.action in ('sign_up', 'log_in')
         and e.created_at > now() - make_interval(days => $3)
     ) as found`,
    [email, ipAddress, auditDays],
  )
  return row?.found ?? false
}
