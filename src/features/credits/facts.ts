import { defineFact } from '../../platform/facts/index.ts'
import type { LedgerReport } from './audit-ledger.ts'

/** The nightly audit is done, in this process. */
export const ledgerAudited = defineFact<LedgerReport>('ledger.audited')
