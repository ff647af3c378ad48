import { Type } from 'typebox'
import { defineJob } from '../../platform/queue/index.ts'

/**
 * Audits the ledger. Runs on a schedule, once in the cluster. If a run is interrupted, the next night's run
 * finds what it missed.
 */
export const auditLedgerJob = defineJob({
  name: 'audit-ledger',
  payload: Type.Object({}),
  timeoutMs: 2 * 60 * 60 * 1000,
})

/** Every night, in UTC. */
export const auditSchedule = { cron: '41 3 * * *' }
