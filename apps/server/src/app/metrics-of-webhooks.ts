import { deliveryAttempted, firstDeliveryAttempted, readWebhookState } from '../features/webhooks/index.ts'
import { rememberFor } from '../platform/async/index.ts'
import type { Db } from '../platform/db/index.ts'
import type { Metrics } from '../platform/metrics/index.ts'
import type { Subscribe } from './metric-listener.ts'

const attemptBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15]
const delayBuckets = [0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600, 86_400]

/** The database is queried at most this often, however often the metrics are scraped. */
const freshMs = 5_000

export function measureWebhooks(metrics: Metrics, subscribe: Subscribe) {
  const attempts = metrics.histogram(
    {
      name: 'chatsvg_webhook_attempt_duration_seconds',
      help: 'How long attempts at deliveries of webhooks took, by what became of them: delivered, retried, failed, lost.',
      labels: ['outcome'],
    },
    attemptBuckets,
  )
  subscribe(deliveryAttempted, ({ outcome, tookMs }) => attempts.observe({ outcome }, tookMs / 1000))

  const delays = metrics.histogram(
    {
      name: 'chatsvg_webhook_first_attempt_delay_seconds',
      help: 'From an event to the first attempt at its delivery.',
    },
    delayBuckets,
  )
  subscribe(firstDeliveryAttempted, ({ sinceEventMs }) => delays.observe({}, sinceEventMs / 1000))

  let db: Db | undefined
  const readState = rememberFor(
    freshMs,
    async () => db && (await readWebhookState(db).catch(() => undefined)),
  )
  metrics.gauge(
    {
      name: 'chatsvg_webhook_deliveries',
      help: 'Deliveries of enabled webhooks by state: due could be sent now, delayed are due later. Every process tells the same. Absent while the database does not answer.',
      labels: ['state'],
    },
    async (gauge) => {
      const state = await readState()
      gauge.reset()
      if (!state) return
      for (const name of ['due', 'delayed'] as const) gauge.set({ state: name }, state[name])
    },
  )
  metrics.gauge(
    {
      name: 'chatsvg_webhooks',
      help: 'Webhooks by state: enabled, failing since their latest delivery, disabled. Every process tells the same. Absent while the database does not answer.',
      labels: ['state'],
    },
    async (gauge) => {
      const state = await readState()
      gauge.reset()
      if (!state) return
      for (const name of ['enabled', 'failing', 'disabled'] as const) gauge.set({ state: name }, state[name])
    },
  )
  return {
    watchWebhooks(opened: Db) {
      db = opened
    },
  }
}
