import { ModelError, type ModelErrorKind } from '../../models/index.ts'
import { DrawingTimeoutError, UnusablePictureError } from './drawing-errors.ts'
import { vendorTurned } from './metric-events.ts'

/** A vendor is down and is not called before this time has passed. */
export class VendorDownError extends Error {
  readonly retryAfterMs: number

  constructor(provider: string, retryAfterMs: number) {
    super(`${provider} is not asked at the moment`)
    this.retryAfterMs = retryAfterMs
  }
}

export type VendorBreaker = {
  /**
   * Runs `work`, which calls a model of this provider. After several failures in a row that the vendor
   * caused, calls are refused for a while. Then one call tries whether the vendor is back.
   *
   * @throws VendorDownError instead of running it; any error of `work`.
   */
  execute<Result>(provider: string, work: () => Promise<Result>): Promise<Result>
}

export type VendorBreakerOptions = {
  /** Failures in a row after which the vendor is not called. */
  failuresMax: number
  /** The first pause; it doubles each time the vendor is still down, up to `openMaxMs`. */
  openMs: number
  openMaxMs: number
  /** How long others wait while one call tries whether the vendor is back. */
  trialMs: number
  /** Called when a vendor is paused, and when it is back. */
  onChange: (provider: string, isDown: boolean) => void
}

/** These kinds say that the vendor is down or overloaded, and nothing about the request. */
const vendorKinds: readonly ModelErrorKind[] = ['unavailable', 'timeout', 'rate_limited']

type Circuit = {
  failures: number
  /** How many times in a row it was opened; 0 when closed. */
  openings: number
  openUntilMs: number
  isTrying: boolean
}

/**
 * One circuit breaker for each provider, in this process. Each process learns of an outage by a few failures
 * of its own and does not depend on others.
 */
export function createVendorBreaker(options: VendorBreakerOptions): VendorBreaker {
  const { failuresMax, openMs, openMaxMs, trialMs, onChange } = options
  const circuits = new Map<string, Circuit>()

  function turn(provider: string, isDown: boolean): void {
    vendorTurned.publish({ provider, isDown })
    onChange(provider, isDown)
  }

  function open(provider: string, circuit: Circuit, error: unknown): void {
    const asked = (error instanceof ModelError && error.retryAfterMs) || 0
    const forMs = Math.min(Math.max(openMs * 2 ** Math.min(circuit.openings, 20), asked), openMaxMs)
    circuit.openUntilMs = performance.now() + forMs
    circuit.openings += 1
    if (circuit.openings === 1) turn(provider, true)
  }

  function close(provider: string, circuit: Circuit): void {
    circuit.failures = 0
    if (circuit.openings === 0) return
    circuit.openings = 0
    turn(provider, false)
  }

  return {
    async execute(provider, work) {
      const circuit = circuits.get(provider) ?? { failures: 0, openings: 0, openUntilMs: 0, isTrying: false }
      circuits.set(provider, circuit)
      const isTrial = circuit.openings > 0
      if (isTrial) {
        const leftMs = circuit.openUntilMs - performance.now()
        if (leftMs > 0) throw new VendorDownError(provider, leftMs)
        if (circuit.isTrying) throw new VendorDownError(provider, trialMs)
        circuit.isTrying = true
      }
      try {
        const result = await work()
        close(provider, circuit)
        return result
      } catch (error) {
        if (isAnswer(error)) close(provider, circuit)
        if (isVendorFailure(error)) {
          circuit.failures += 1
          // Calls that started before the breaker opened and fail afterwards add no information.
          if (isTrial || (circuit.openings === 0 && circuit.failures >= failuresMax))
            open(provider, circuit, error)
        }
        throw error
      } finally {
        if (isTrial) circuit.isTrying = false
      }
    },
  }
}

/** An abort, by the job's owner or because this process stops, is neither a failure nor a success. */
function isVendorFailure(error: unknown): boolean {
  if (error instanceof DrawingTimeoutError) return error.wasSilent
  return error instanceof ModelError && vendorKinds.includes(error.kind) && error.retryable
}

/** A refusal or a useless picture is an answer: the vendor is available. */
function isAnswer(error: unknown): boolean {
  return (
    error instanceof UnusablePictureError ||
    (error instanceof ModelError && !vendorKinds.includes(error.kind))
  )
}
