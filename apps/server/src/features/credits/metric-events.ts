import { defineMetricEvent } from '../../platform/metric-events/index.ts'
import type { LedgerReport } from './audit-ledger.ts'

/** The nightly audit has finished, in this process. */
export const ledgerAudited = defineMetricEvent<LedgerReport>('ledger.audited')
