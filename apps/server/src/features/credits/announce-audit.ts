import type { Log } from '../../platform/log/index.ts'
import { isClean, type LedgerReport } from './audit-ledger.ts'
import { ledgerAudited } from './metric-events.ts'

/** Enough to see what kind of trouble it is; the whole is for `ledger verify`. */
const loggedFindingsMax = 5

/** Tells the operator what the nightly audit found, in one line: an error when anything is off. */
export function announceAudit({ checked, broken, findings }: LedgerReport, log: Log): void {
  ledgerAudited.publish({ checked, broken, findings })
  if (isClean({ checked, broken, findings })) {
    log.info({ checked }, 'the ledger is right')
    return
  }
  log.error({ checked, broken, findings: findings.slice(0, loggedFindingsMax) }, 'the ledger is off')
}
