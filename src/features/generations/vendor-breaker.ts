import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhen,
} from 'cockatiel'
import { ModelError, type ModelErrorKind } from '../../models/index.ts'
import { UnusablePictureError } from './failure.ts'

/** A vendor fails whoever asks: nobody is to ask before this time has passed. */
export class VendorDownError extends Error {
  readonly retryAfterMs: number

  constructor(provider: string, retryAfterMs: number) {
    super(`${provider} is not asked at the moment`)
    this.retryAfterMs = retryAfterMs
  }
}

export type VendorBreaker = {
  /**
   * Runs `work`, which asks a model of this provider. After several failures in a row that are the vendor's, work is refused for a while; then one call tries
   * whether it is back.
   *
   * @throws VendorDownError instead of running it; what `work` throws.
   */
  execute<Result>(provider: string, work: () => Promise<Result>): Promise<Result>
}

export type VendorBreakerOptions = {
  /** Failures in a row after which nobody asks any more. */
  failuresMax: number
  /** For how long, at first; doubled each time the vendor is still down, up to `openMaxMs`. */
  openMs: number
  openMaxMs: number
  /** Told when a vendor is given up for a while, and when it is back. */
  onChange: (provider: string, isDown: boolean) => void
}

/** These say that the vendor is down or overrun, and nothing about the request. */
const vendorKinds: readonly ModelErrorKind[] = ['unavailable', 'timeout', 'rate_limited']
/** While one call tries whether the vendor is back, others come again soon. */
const trialMs = 2_000

const isVendorFailure = (error: unknown) => error instanceof ModelError && vendorKinds.includes(error.kind)

const succeed = <Result>(result: Result) => ({ result })

/** A refusal or a useless picture is an answer: the vendor is there. */
function answeredAnyway(fault: unknown): { fault: unknown } {
  if (isVendorFailure(fault) || !(fault instanceof ModelError || fault instanceof UnusablePictureError))
    throw fault
  return { fault }
}

/** One breaker for each provider, for this process: what it has learnt costs it a few failures, and no other process trusts it. */
export function createVendorBreaker(options: VendorBreakerOptions): VendorBreaker {
  type Held = { policy: CircuitBreakerPolicy; openUntilMs: number }
  const byProvider = new Map<string, Held>()

  function hold(provider: string): Held {
    const held: Held = {
      openUntilMs: 0,
      policy: circuitBreaker(handleWhen(isVendorFailure), {
        breaker: new ConsecutiveBreaker(options.failuresMax),
        halfOpenAfter: new DelegateBackoff(({ attempt, result }) => {
          const asked =
            'error' in result && result.error instanceof ModelError ? result.error.retryAfterMs : 0
          const doubled = options.openMs * 2 ** Math.min(attempt - 1, 10)
          const openMs = Math.min(Math.max(doubled, asked ?? 0), options.openMaxMs)
          held.openUntilMs = performance.now() + openMs
          return openMs
        }),
      }),
    }
    held.policy.onBreak(() => options.onChange(provider, true))
    held.policy.onReset(() => options.onChange(provider, false))
    byProvider.set(provider, held)
    return held
  }

  return {
    async execute(provider, work) {
      const held = byProvider.get(provider) ?? hold(provider)
      // The library would wait for the trial, with the job and its lease in hand.
      if (held.policy.state === CircuitState.HalfOpen) throw new VendorDownError(provider, trialMs)
      try {
        const answered = await held.policy.execute(() => work().then(succeed, answeredAnyway))
        if ('fault' in answered) throw answered.fault
        return answered.result
      } catch (error) {
        if (!(error instanceof BrokenCircuitError)) throw error
        throw new VendorDownError(provider, Math.max(held.openUntilMs - performance.now(), 0))
      }
    },
  }
}
