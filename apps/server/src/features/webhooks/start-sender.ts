import { setTimeout as delay } from 'node:timers/promises'
import { createOutageLog } from '../../platform/log/index.ts'
import { type DeliverDeps, type DeliverSettings, deliver, deliverSettings } from './deliver.ts'
import { claimDeliveries, queueEvents } from './send-store.ts'

export type SenderSettings = DeliverSettings & {
  /** How long a sender holds a claim: longer than an attempt takes, or two send one delivery at a time. */
  leaseMs: number
  pollMs: number
  /** Attempts that one process makes at a time; half of them may go to failing webhooks. */
  countMax: number
  perWebhookMax: number
}

export const senderSettings: SenderSettings = {
  ...deliverSettings,
  leaseMs: 15_000,
  pollMs: 500,
  countMax: 48,
  perWebhookMax: 4,
}

const eventsMax = 200

/**
 * Makes deliveries of events and sends those that are due, until it is disposed. Every worker process does;
 * each event and each delivery is taken by one of them. Disposing waits for attempts in progress, so that
 * their results are recorded.
 */
export function startSender(deps: DeliverDeps, settings: SenderSettings = senderSettings): AsyncDisposable {
  const { db, log } = deps
  const { pollMs, countMax, perWebhookMax, leaseMs } = settings
  let isStopping = false
  const running = new Set<Promise<void>>()
  let failing = 0
  let wake = new AbortController()
  const outage = createOutageLog({
    lost: (err) => log.warn({ err }, 'could not check for webhook deliveries'),
    back: () => log.info('webhook deliveries are checked for again'),
  })

  function start(claim: Parameters<typeof deliver>[2]): void {
    if (claim.isFailing) failing += 1
    const attempt = deliver(deps, settings, claim)
      .catch((err) => log.warn({ err, deliveryId: claim.id }, 'a webhook attempt could not be recorded'))
      .finally(() => {
        running.delete(attempt)
        if (claim.isFailing) failing -= 1
        wake.abort()
      })
    running.add(attempt)
  }

  /** @returns whether there may be more to do at once. */
  async function work(): Promise<boolean> {
    const events = await queueEvents(db, eventsMax)
    const free = countMax - running.size
    if (free === 0) return false
    const failingMax = Math.max(0, Math.floor(countMax / 2) - failing)
    const claims = await claimDeliveries(db, { countMax: free, perWebhookMax, failingMax, leaseMs })
    for (const claim of claims) start(claim)
    return events === eventsMax
  }

  const loop = (async () => {
    while (!isStopping) {
      let isMore = false
      wake = new AbortController()
      await work().then((more) => {
        isMore = more
        outage.succeed()
      }, outage.fail)
      if (isMore || isStopping) continue
      // A random part, so that workers which started together do not ask together.
      const waitMs = pollMs * (0.75 + Math.random() / 2)
      await delay(waitMs, undefined, { signal: wake.signal }).catch(() => undefined)
    }
  })()

  return {
    async [Symbol.asyncDispose]() {
      isStopping = true
      wake.abort()
      await loop
      await Promise.all(running)
    },
  }
}
