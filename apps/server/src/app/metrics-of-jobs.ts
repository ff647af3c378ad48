import { eventsMissed } from '../features/billing/index.ts'
import { ledgerAudited, ledgerRules } from '../features/credits/index.ts'
import { pictureRejected } from '../features/drawing/index.ts'
import {
  attemptEnded,
  firstPreviewShown,
  jobEnded,
  jobStarted,
  jobsAccepted,
} from '../features/jobs/index.ts'
import { textKept, textMissed } from '../features/storage/index.ts'
import type { Metrics } from '../platform/metrics/index.ts'
import type { Subscribe } from './metric-listener.ts'

/** From instant pictures to the longest time that a job may wait. */
const secondsBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 900]

export function measureJobs(metrics: Metrics, subscribe: Subscribe): void {
  measureLives(metrics, subscribe)
  measureCredits(metrics, subscribe)
  const rejected = metrics.counter({
    name: 'chatsvg_pictures_rejected_total',
    help: 'Answers of models that were no picture to keep, by what was wrong: a code of the SVG policy, or one of the checks after it.',
    labels: ['reason'],
  })
  subscribe(pictureRejected, ({ reason }) => rejected.inc({ reason }))
  const kept = metrics.counter({
    name: 'chatsvg_svgs_kept_total',
    help: 'SVGs of new pictures while an object storage is configured, by their place: object, or row when the storage did not take them.',
    labels: ['place'],
  })
  subscribe(textKept, ({ place }) => kept.inc({ place }))
  const missed = metrics.counter({
    name: 'chatsvg_svgs_missing_total',
    help: 'Reads of SVGs whose object is missing from the object storage, or has other bytes.',
  })
  subscribe(textMissed, () => missed.inc())
}

function measureLives(metrics: Metrics, subscribe: Subscribe): void {
  const accepted = metrics.counter({
    name: 'chatsvg_jobs_accepted_total',
    help: 'Jobs that were accepted.',
    labels: ['model'],
  })
  subscribe(jobsAccepted, ({ model, jobs }) => accepted.inc({ model }, jobs))

  const waits = metrics.histogram(
    {
      name: 'chatsvg_job_wait_seconds',
      help: 'From the acceptance of a job to its first claim by a worker.',
      labels: ['model'],
    },
    secondsBuckets,
  )
  subscribe(jobStarted, ({ model, waitedMs }) => waits.observe({ model }, waitedMs / 1000))

  const previews = metrics.histogram(
    {
      name: 'chatsvg_first_preview_seconds',
      help: 'From the acceptance of a job to its first preview, for those that have one in their first attempt.',
      labels: ['model'],
    },
    secondsBuckets,
  )
  subscribe(firstPreviewShown, ({ model, sinceAcceptedMs }) =>
    previews.observe({ model }, sinceAcceptedMs / 1000),
  )

  const attempts = metrics.histogram(
    {
      name: 'chatsvg_attempt_duration_seconds',
      help: 'How long attempts ran, by what became of them: succeeded, failed, retried, postponed, handed_back, lost.',
      labels: ['model', 'outcome'],
    },
    secondsBuckets,
  )
  subscribe(attemptEnded, ({ model, outcome, ranMs }) => attempts.observe({ model, outcome }, ranMs / 1000))

  const ended = metrics.histogram(
    {
      name: 'chatsvg_job_duration_seconds',
      help: 'From the acceptance of a job to its end, by state; error is empty for those that succeeded.',
      labels: ['model', 'status', 'error'],
    },
    secondsBuckets,
  )
  subscribe(jobEnded, ({ model, status, code, tookMs }) =>
    ended.observe({ model, status, error: code ?? '' }, tookMs / 1000),
  )
}

function measureCredits(metrics: Metrics, subscribe: Subscribe): void {
  const charged = metrics.counter({
    name: 'chatsvg_credits_charged_total',
    help: 'Credits that accepted jobs cost.',
    labels: ['model'],
  })
  subscribe(jobsAccepted, ({ model, credits }) => charged.inc({ model }, credits))
  const refunded = metrics.counter({
    name: 'chatsvg_credits_refunded_total',
    help: 'Credits that were given back, by why the job failed.',
    labels: ['model', 'error'],
  })
  subscribe(jobEnded, ({ model, code, refunded: credits }) => {
    if (code !== null) refunded.inc({ model, error: code }, credits)
  })

  const missed = metrics.counter({
    name: 'chatsvg_stripe_events_missed_total',
    help: 'Events of Stripe that the hourly reconciliation found and processed, because their webhook had not arrived.',
  })
  subscribe(eventsMissed, ({ events }) => missed.inc(events))

  const findings = metrics.gauge({
    name: 'chatsvg_ledger_findings',
    help: 'How often each rule of the ledger was broken at the last audit that this process made.',
    labels: ['rule'],
  })
  const auditedAt = metrics.gauge({
    name: 'chatsvg_ledger_audit_timestamp_seconds',
    help: 'When this process last ended an audit of the ledger. One process of all makes each audit.',
  })
  subscribe(ledgerAudited, ({ broken }) => {
    for (const rule of Object.keys(ledgerRules) as (keyof typeof ledgerRules)[])
      findings.set({ rule }, broken[rule] ?? 0)
    auditedAt.setToCurrentTime()
  })
}
