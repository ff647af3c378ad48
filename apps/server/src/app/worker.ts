import {
  freeCreditsSchedule,
  giveFreeCreditsJob,
  reconcileBillingJob,
  reconcileEvents,
  reconcileSchedule,
  sweepBilling,
  sweepBillingJob,
  sweepSchedule as sweepBillingSchedule,
} from '../features/billing/index.ts'
import {
  announceAudit,
  auditLedger,
  auditLedgerJob,
  auditSchedule,
  giveMonthlyCredits,
} from '../features/credits/index.ts'
import { openDrawing } from '../features/drawing/index.ts'
import { createFileLinks } from '../features/gallery/index.ts'
import { sendEmailJob, sweepEmailsJob } from '../features/mail/index.ts'
import { closeDays, closeDaysJob, closeDaysSchedule } from '../features/margins/index.ts'
import {
  purgeFiles,
  purgeFilesJob,
  purgeFilesSchedule,
  sweepObjects,
  sweepObjectsJob,
  sweepSchedule,
} from '../features/storage/index.ts'
import { startSender } from '../features/webhooks/index.ts'
import { createDisposalStack } from '../platform/disposal/index.ts'
import { handleJob, startWorker } from '../platform/queue/index.ts'
import { openVectorizer } from '../platform/vectorizer/index.ts'
import { createEmailDelivery } from './email-delivery.ts'
import { jobDefinitions } from './job-definitions.ts'
import type { Resources } from './resources.ts'
import { purgeExpired, purgeExpiredJob, purgeSchedule } from './retention.ts'

const emailSweepMs = 15_000
/** Emails that one process sends at once. */
const emailsAtOnce = 4
/** How long running jobs may continue when the process has to end, before they are handed back. */
const graceMs = 10_000

/**
 * Starts everything that works on jobs: the queue's handlers, the sweeper, and the schedules.
 *
 * @param onlyDraws whether the process answers no requests.
 */
export async function startJobWorker(
  resources: Resources,
  { onlyDraws }: { onlyDraws: boolean },
): Promise<AsyncDisposable> {
  const { config, log, models, database, queue, queueConnection, jobs } = resources
  const { listener, presence, stripe } = resources
  resources.metrics?.watchWorker(config.generation.concurrency, models)
  const { db } = database
  const stack = createDisposalStack()
  if (config.limits.modelSpendPerDay !== null && models.unpriced.size > 0)
    log.warn(
      { models: [...models.unpriced] },
      'these models have no price, so DAILY_SPEND_LIMIT_USD does not see them',
    )
  const drawing = openDrawing({
    runTask: resources.threads.run,
    runEdits: resources.editThreads.run,
    renderPixels: resources.renderer.renderPixels,
    vectorizer: stack.use(openVectorizer()),
    log,
  })
  const pictures = jobs.openWorker({
    drawing,
    listener,
    presence,
    limits: config.generation,
    slots: config.generation.concurrency,
  })
  const emailDelivery = stack.use(createEmailDelivery(resources))

  const parts: AsyncDisposable[] = []
  // All stop at the same time: attempts of deliveries may take as long as jobs, and no new jobs are taken.
  stack.defer(async () => {
    await Promise.all(parts.map((part) => part[Symbol.asyncDispose]()))
  })
  parts.push(
    await startWorker(queueConnection, {
      definitions: jobDefinitions,
      handlers: [
        pictures.handler,
        handleJob(sendEmailJob, ({ emailId }, { signal }) => emailDelivery.send(emailId, signal), {
          concurrency: emailsAtOnce,
        }),
        handleJob(sweepEmailsJob, () => emailDelivery.sweep(), { concurrency: 1 }),
        handleJob(
          purgeExpiredJob,
          (_payload, { signal }) => purgeExpired(db, config.retention, signal, log),
          {
            concurrency: 1,
          },
        ),
        handleJob(
          sweepObjectsJob,
          async (_payload, { signal }) => void (await sweepObjects(db, signal, log)),
          {
            concurrency: 1,
          },
        ),
        handleJob(purgeFilesJob, (_payload, { signal }) => purgePublicFiles(resources, signal), {
          concurrency: 1,
        }),
        handleJob(
          auditLedgerJob,
          async (_payload, { signal }) => announceAudit(await auditLedger(db, signal), log),
          { concurrency: 1 },
        ),
        handleJob(sweepBillingJob, (_payload, { signal }) => sweepBilling({ db, stripe, log }, signal), {
          concurrency: 1,
        }),
        handleJob(
          giveFreeCreditsJob,
          async (_payload, { signal }) => {
            const upTo = config.monthlyFreeCredits
            if (upTo > 0)
              log.info({ given: await giveMonthlyCredits(db, upTo, signal) }, 'free credits were given')
          },
          { concurrency: 1 },
        ),
        handleJob(
          reconcileBillingJob,
          async (_payload, { signal }) => {
            if (stripe) await reconcileEvents({ db, stripe, log }, signal)
          },
          { concurrency: 1 },
        ),
        handleJob(
          closeDaysJob,
          (_payload, { signal }) =>
            closeDays(db, { creditMicroUsd: config.models.creditMicroUsd, signal, log }),
          { concurrency: 1 },
        ),
      ],
      concurrency: config.generation.concurrency,
      freesSlots: onlyDraws,
      graceMs,
      log,
    }),
  )
  parts.push(pictures.startSweeper())
  const { keys, outbound, enqueueEmail, address } = resources
  parts.push(
    startSender({
      db,
      outbound,
      secretKey: keys.webhookSecret,
      addresses: () => {
        const apiUrl = address.publicUrl()
        return { apiUrl, pagesUrl: config.http.frontendUrl ?? new URL(apiUrl).origin }
      },
      enqueueEmail,
      log,
    }),
  )
  // Never rejects, and the start need not wait for it.
  void queue.schedule(sweepEmailsJob, { everyMs: emailSweepMs }, {})
  void queue.schedule(purgeExpiredJob, purgeSchedule, {})
  void queue.schedule(auditLedgerJob, auditSchedule, {})
  if (config.files.purge) void queue.schedule(purgeFilesJob, purgeFilesSchedule, {})
  if (db.objects) void queue.schedule(sweepObjectsJob, sweepSchedule, {})
  void queue.schedule(sweepBillingJob, sweepBillingSchedule, {})
  void queue.schedule(reconcileBillingJob, reconcileSchedule, {})
  void queue.schedule(giveFreeCreditsJob, freeCreditsSchedule, {})
  void queue.schedule(closeDaysJob, closeDaysSchedule, {})
  return stack
}

/** A CDN may also be in front of the service's own address. */
async function purgePublicFiles({ config, keys, database, log, address }: Resources, signal: AbortSignal) {
  const { url, purge } = config.files
  if (!purge) return
  const { db } = database
  const hosts = [...new Set([url ?? address.publicUrl(), address.publicUrl()])]
  const all = hosts.map((host) => createFileLinks(keys.signedUrl, () => host))
  const urlsOf = (id: string) => all.map((links) => links.plainUrl(id))
  await purgeFiles({ db, purgeUrl: purge.url, token: purge.token, urlsOf, log }, signal)
}
