import { Type } from 'typebox'
import type { Config } from '../config/index.ts'
import { purgeAuditEvents, purgeEmailChanges } from '../features/accounts/index.ts'
import { purgeMailedTokens } from '../features/credentials/index.ts'
import { purgeFactors } from '../features/factors/index.ts'
import { purgeReports } from '../features/gallery/index.ts'
import { purgeWords } from '../features/jobs/index.ts'
import { purgeEmails } from '../features/mail/index.ts'
import { purgeNotifications } from '../features/notifications/index.ts'
import { purgeOauthTransactions } from '../features/oauth/index.ts'
import { purgeRecovery } from '../features/recovery/index.ts'
import { purgeRotatedTokens, purgeSessions } from '../features/sessions/index.ts'
import { purgeSupportMessages } from '../features/support/index.ts'
import { type Db, deleteInBatches } from '../platform/db/index.ts'
import type { Log } from '../platform/log/index.ts'
import { defineJob } from '../platform/queue/index.ts'

/**
 * Deletes what has been kept for long enough. Scheduled, so that it runs once in the cluster and not once in
 * every process.
 */
export const purgeExpiredJob = defineJob({
  name: 'purge-expired',
  payload: Type.Object({}),
  timeoutMs: 10 * 60 * 1000,
})

/** Every hour, at a minute that other people's schedules do not use either. */
export const purgeSchedule = { cron: '23 * * * *' }

/** In days. What is not configured is of use to nobody for longer. */
const rotatedTokenDays = 30
const mailedTokenDays = 7
const resolvedReportDays = 90

/** Safe to run twice, also at once: each row is deleted by whoever comes first. */
export async function purgeExpired(
  db: Db,
  keptDays: Config['retention'],
  signal: AbortSignal,
  log: Log,
): Promise<void> {
  const inBatches = (deleteBatch: (rowsMax: number) => Promise<number>) =>
    deleteInBatches(deleteBatch, signal)
  const purged = {
    sessions: await inBatches((rowsMax) => purgeSessions(db, keptDays.sessions, rowsMax)),
    refreshTokens: await inBatches((rowsMax) => purgeRotatedTokens(db, rotatedTokenDays, rowsMax)),
    mailedTokens: await inBatches((rowsMax) => purgeMailedTokens(db, mailedTokenDays, rowsMax)),
    emailChanges: await inBatches((rowsMax) => purgeEmailChanges(db, mailedTokenDays, rowsMax)),
    recovery: await inBatches((rowsMax) => purgeRecovery(db, mailedTokenDays, rowsMax)),
    factors: await inBatches((rowsMax) => purgeFactors(db, rowsMax)),
    oauthTransactions: await inBatches((rowsMax) => purgeOauthTransactions(db, rowsMax)),
    letters: await purgeEmails(db, keptDays.letters, signal),
    auditEvents: await inBatches((rowsMax) => purgeAuditEvents(db, keptDays.securityLog, rowsMax)),
    notifications: await purgeNotifications(db, keptDays.notifications, signal),
    supportMessages: await inBatches((rowsMax) =>
      purgeSupportMessages(db, keptDays.supportMessages, rowsMax),
    ),
    pictureReports: await inBatches((rowsMax) => purgeReports(db, resolvedReportDays, rowsMax)),
    words: await purgeWords(db, signal),
  }
  log.info({ purged }, 'deleted what had been kept for long enough')
}
