import type { Log } from '../../platform/log/index.ts'
import { isClean, type LedgerReport } from './audit-ledger.ts'
import { ledgerAudited } from './metric-events.ts'

/** Enough to see the kind of fault; `ledger verify` lists everything. */
const loggedFindingsMax = 5

/** Reports the result of the nightly audit in one log line: an error if there is a violation. */
export function announceAudit({ checked, broken, findings }: LedgerReport, log: Log): void {
  ledgerAudited.publish({ checked, broken, findings })
  if (isClean({ checked, broken, findings })) {
    log.info({ checked }, 'the ledger is right')
    return
  }
  log.error({ checked, broken, findings: findings.slice(0, loggedFindingsMax) }, 'the ledger is off')
}
