import { Type } from 'typebox'
import { defineJob } from '../../platform/queue/index.ts'

/**
 * Audits the ledger. Runs on a schedule, once in the cluster; what a run that was cut short has missed, the
 * next night's finds.
 */
export const auditLedgerJob = defineJob({
  name: 'audit-ledger',
  payload: Type.Object({}),
  timeoutMs: 2 * 60 * 60 * 1000,
})

/** Every night, in UTC. */
export const auditSchedule = { cron: '41 3 * * *' }
