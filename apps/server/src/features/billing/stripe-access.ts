import type { Stripe } from 'stripe'
import { AppError } from '../../platform/errors/index.ts'
import { billingErrors } from './errors.ts'

export type StripeSettings = {
  secretKey: string
  webhookSecret: string
  /** The API's address, without a path. */
  apiBase: string
  /** Whether Stripe adds taxes. */
  computesTax: boolean
}

/** Calls of the operator's Stripe account. */
export type StripeAccess = {
  settings: StripeSettings
  /**
   * Runs calls with the vendor's client, which is loaded at the first use.
   *
   * @throws AppError `payments_unavailable` when Stripe does not answer, or refuses what we ask.
   */
  use<Result>(work: (stripe: Stripe) => Promise<Result>): Promise<Result>
  /** The same; undefined when Stripe does not have the object. */
  find<Result>(work: (stripe: Stripe) => Promise<Result>): Promise<Result | undefined>
}

const timeoutMs = 8_000
const retriesMax = 2

export function createStripeAccess(settings: StripeSettings): StripeAccess {
  let loading: Promise<Stripe> | undefined
  const load = () => {
    loading ??= openClient(settings)
    return loading
  }
  return {
    settings,
    use: (work) => load().then(work).catch(refuse),
    find: (work) =>
      load()
        .then(work)
        .catch((error: unknown) => (isMissing(error) ? undefined : refuse(error))),
  }
}

async function openClient({ secretKey, apiBase }: StripeSettings): Promise<Stripe> {
  const { default: Client } = await import('stripe')
  const { protocol, hostname, port } = new URL(apiBase)
  return new Client(secretKey, {
    protocol: protocol === 'http:' ? 'http' : 'https',
    host: hostname,
    ...(port !== '' && { port }),
    timeout: timeoutMs,
    maxNetworkRetries: retriesMax,
    telemetry: false,
    appInfo: { name: 'chatSVG' },
  })
}

const isMissing = (error: unknown) => (error as { code?: unknown }).code === 'resource_missing'

function refuse(cause: unknown): never {
  if (cause instanceof AppError) throw cause
  throw new AppError(billingErrors.payments_unavailable, { cause, headers: { 'retry-after': '60' } })
}
