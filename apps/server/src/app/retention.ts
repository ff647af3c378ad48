import { Type } from 'typebox'
import type { Config } from '../config/index.ts'
import { purgeEmailChanges } from '../features/accounts/index.ts'
import { purgeApiKeys } from '../features/api-keys/index.ts'
import { purgeBillingEvents } from '../features/billing/index.ts'
import { purgePageReports } from '../features/collections/index.ts'
import { purgeMailedTokens } from '../features/credentials/index.ts'
import { purgeFactors } from '../features/factors/index.ts'
import { purgeReports } from '../features/gallery/index.ts'
import { purgeEditKeys, purgeImages, purgeWords } from '../features/jobs/index.ts'
import { purgeEmails } from '../features/mail/index.ts'
import { purgeOauthTransactions } from '../features/oauth/index.ts'
import { purgeOauthServer } from '../features/oauth-server/index.ts'
import { purgeRecovery } from '../features/recovery/index.ts'
import { purgeRotatedTokens, purgeSessions } from '../features/sessions/index.ts'
import { forgetPurges } from '../features/storage/index.ts'
import { purgeSupportMessages } from '../features/support/index.ts'
import { purgeWebhooks } from '../features/webhooks/index.ts'
import { purgeInvitations } from '../features/workspaces/index.ts'
import { createMonths, type Db, deleteInBatches, deleteOldMonths } from '../platform/db/index.ts'
import type { Log } from '../platform/log/index.ts'
import { defineJob } from '../platform/queue/index.ts'

/**
 * Creates partitions of coming months and deletes what is old. Scheduled once in the cluster, not in every
 * process.
 */
export const purgeExpiredJob = defineJob({
  name: 'purge-expired',
  payload: Type.Object({}),
  timeoutMs: 10 * 60 * 1000,
})

/** Every hour, at a minute that few other schedules use. */
export const purgeSchedule = { cron: '23 * * * *' }

/** In days. Retention times that are not configurable, because nobody needs these rows for longer. */
const rotatedTokenDays = 30
const mailedTokenDays = 7
const resolvedReportDays = 90
const webhookEventDays = 30
const filePurgeDays = 7
const invitationDays = 30
/** Longer than Stripe lists events, so that none is processed again. */
const billingEventDays = 90

/**
 * Creates the partitions of the coming months, and deletes rows whose retention time is over. Safe to run
 * twice, also in parallel: each row is deleted by one of them.
 */
export async function purgeExpired(
  db: Db,
  keptDays: Config['retention'],
  signal: AbortSignal,
  log: Log,
): Promise<void> {
  const inBatches = (deleteBatch: (rowsMax: number) => Promise<number>) =>
    deleteInBatches(deleteBatch, signal)
  const inMonths = (table: string, days: number) =>
    deleteOldMonths(db, { table, keptDays: days, log, signal })
  await createMonths(db, log)
  const purged = {
    sessions: await inBatches((rowsMax) => purgeSessions(db, keptDays.sessions, rowsMax)),
    refreshTokens: await inBatches((rowsMax) => purgeRotatedTokens(db, rotatedTokenDays, rowsMax)),
    mailedTokens: await inBatches((rowsMax) => purgeMailedTokens(db, mailedTokenDays, rowsMax)),
    emailChanges: await inBatches((rowsMax) => purgeEmailChanges(db, mailedTokenDays, rowsMax)),
    recovery: await inBatches((rowsMax) => purgeRecovery(db, mailedTokenDays, rowsMax)),
    factors: await inBatches((rowsMax) => purgeFactors(db, rowsMax)),
    oauthTransactions: await inBatches((rowsMax) => purgeOauthTransactions(db, rowsMax)),
    oauthServer: await inBatches((rowsMax) => purgeOauthServer(db, rowsMax)),
    letters: await purgeEmails(db, keptDays.letters, signal),
    auditEvents: await inMonths('audit_events', keptDays.securityLog),
    apiKeys: await inBatches((rowsMax) => purgeApiKeys(db, keptDays.securityLog, rowsMax)),
    webhookEvents: await inBatches((rowsMax) => purgeWebhooks(db, webhookEventDays, rowsMax)),
    invitations: await inBatches((rowsMax) => purgeInvitations(db, invitationDays, rowsMax)),
    billingEvents: await inBatches((rowsMax) => purgeBillingEvents(db, billingEventDays, rowsMax)),
    notifications: await inMonths('notifications', keptDays.notifications),
    supportMessages: await inBatches((rowsMax) =>
      purgeSupportMessages(db, keptDays.supportMessages, rowsMax),
    ),
    pictureReports: await inBatches((rowsMax) => purgeReports(db, resolvedReportDays, rowsMax)),
    pageReports: await inBatches((rowsMax) => purgePageReports(db, resolvedReportDays, rowsMax)),
    editKeys: await inBatches((rowsMax) => purgeEditKeys(db, rowsMax)),
    tracedImages: await inBatches((rowsMax) => purgeImages(db, rowsMax)),
    filePurges: await inBatches((rowsMax) => forgetPurges(db, filePurgeDays, rowsMax)),
    words: await purgeWords(db, signal),
  }
  log.info({ purged }, 'deleted what had been kept for long enough')
}
