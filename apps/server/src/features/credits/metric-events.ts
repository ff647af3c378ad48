import { defineMetricEvent } from '../../platform/metric-events/index.ts'
import type { LedgerReport } from './audit-ledger.ts'

/** The nightly audit is done, in this process. */
export const ledgerAudited = defineMetricEvent<LedgerReport>('ledger.audited')
