import { announceAudit, auditLedger, auditLedgerJob, auditSchedule } from '../features/credits/index.ts'
import {
  createAnnouncer,
  createEnqueueJob,
  createSpending,
  createSubscribeToEnd,
  createSwitchableModels,
  createVendorBreaker,
  type GenerationSettings,
  generateSvgJob,
  runGeneration,
  startSweeper,
} from '../features/generations/index.ts'
import { sendEmailJob, sweepEmailsJob } from '../features/mail/index.ts'
import { createDisposalStack } from '../platform/disposal/index.ts'
import { handleJob, startWorker } from '../platform/queue/index.ts'
import { createEmailDelivery } from './email-delivery.ts'
import { jobDefinitions } from './job-definitions.ts'
import type { Resources } from './resources.ts'
import { purgeExpired, purgeExpiredJob, purgeSchedule } from './retention.ts'

/**
 * How long a lease holds without being renewed: a killed worker's jobs are taken over after this and a sweep.
 */
const leaseMs = 12_000
/**
 * A vendor that is down costs a few jobs an attempt each; after that, jobs wait for it, up to `outageMaxMs`
 * after their acceptance.
 */
const breaker = { failuresMax: 5, openMs: 5_000, openMaxMs: 2 * 60_000, trialMs: 10_000 }
const outageMaxMs = 15 * 60_000
const sweep = { intervalMs: 4_000, patienceMs: 5_000 }
const emailSweepMs = 15_000
/** Emails that one process sends at a time. */
const emailsAtOnce = 4
/** How long running jobs may go on when the process has to end, before they are handed back. */
const graceMs = 10_000

/** Starts what works on jobs: the queue's handlers, the sweeper of generations, and the schedules. */
export async function startJobWorker(resources: Resources): Promise<AsyncDisposable> {
  const { config, log, models, database, queue, queueConnection, publisher, renderer, threads, listener } =
    resources
  resources.metrics?.watchWorker(config.generation.concurrency, models)
  const { db } = database
  const stack = createDisposalStack()
  const enqueueJob = createEnqueueJob(queue, log)
  const { announceEnd } = stack.use(createAnnouncer(publisher.publish))
  const { timeoutMs, attemptsMax, backoffMs } = config.generation
  const countEntries = async () => (await queue.counts(generateSvgJob)).waiting
  const settings: GenerationSettings = { leaseMs, timeoutMs, attemptsMax, backoffMs, outageMaxMs }
  const vendors = createVendorBreaker({
    ...breaker,
    onChange: (provider, isDown) =>
      log[isDown ? 'error' : 'info'](
        { provider },
        isDown ? 'a vendor is down, its jobs wait' : 'the vendor is back',
      ),
  })
  if (config.limits.modelSpendPerDay !== null && models.unpriced.size > 0)
    log.warn(
      { models: [...models.unpriced] },
      'these models have no price, so DAILY_SPEND_LIMIT_USD does not see them',
    )
  const drawing = {
    models: createSwitchableModels(db, models),
    vendors,
    spending: createSpending(db, config.limits.modelSpendPerDay, log),
    runTask: threads.run,
    renderPixels: renderer.renderPixels,
  }
  const events = { publish: publisher.publish, announceEnd, subscribeToEnd: createSubscribeToEnd(listener) }
  const deps = { db, drawing, events, enqueueJob, settings }
  const emailDelivery = stack.use(createEmailDelivery(resources))

  stack.use(
    await startWorker(queueConnection, {
      definitions: jobDefinitions,
      handlers: [
        handleJob(generateSvgJob, ({ jobId }, { signal }) => runGeneration(deps, jobId, signal, log)),
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
          auditLedgerJob,
          async (_payload, { signal }) => announceAudit(await auditLedger(db, signal), log),
          { concurrency: 1 },
        ),
      ],
      concurrency: config.generation.concurrency,
      graceMs,
      log,
    }),
  )
  stack.use(startSweeper({ db, enqueueJob, countEntries, log }, sweep))
  // Never rejects, and whoever starts need not wait for it.
  void queue.schedule(sweepEmailsJob, { everyMs: emailSweepMs }, {})
  void queue.schedule(purgeExpiredJob, purgeSchedule, {})
  void queue.schedule(auditLedgerJob, auditSchedule, {})
  return stack
}
