import { giveFreeCreditsJob, reconcileBillingJob, sweepBillingJob } from '../features/billing/index.ts'
import { auditLedgerJob } from '../features/credits/index.ts'
import { generateSvgJob } from '../features/jobs/index.ts'
import { sendEmailJob, sweepEmailsJob } from '../features/mail/index.ts'
import { closeDaysJob } from '../features/margins/index.ts'
import { purgeFilesJob, sweepObjectsJob } from '../features/storage/index.ts'
import { purgeExpiredJob } from './retention.ts'

/** Every job of the service; the worker must have a handler for each. */
export const jobDefinitions = [
  generateSvgJob,
  sendEmailJob,
  sweepEmailsJob,
  purgeExpiredJob,
  auditLedgerJob,
  sweepObjectsJob,
  purgeFilesJob,
  sweepBillingJob,
  reconcileBillingJob,
  giveFreeCreditsJob,
  closeDaysJob,
]
