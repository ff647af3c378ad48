/**
 * The one contract between the service and whatever draws: a prompt goes in, SVG text streams out, failures
 * are typed. Adapters translate their vendor's errors into `ModelError`; callers decide by `kind` and
 * `retryable` alone.
 */

import type { SvgStyle } from '@chatsvg/composer'

export { type SvgStyle, styles } from '@chatsvg/composer'

export type SvgRequest = {
  /**
   * What the user typed, untrusted, 10 to 500 characters by the wire contract; adapters must survive
   * anything.
   */
  prompt: string
  style: SvgStyle
  /**
   * Unsigned 32-bit. The same prompt, style and seed may give the same picture; a new seed asks for a
   * variation.
   */
  seed: number
  /**
   * The model's own earlier answer to this request, and what was wrong with it: to be answered with the whole
   * picture, mended.
   */
  repair?: { answer: string; problem: string }
}

/**
 * What one call of a vendor used. Money is in millionths of a US dollar, whole, rounded up; null where no
 * price is known.
 */
export type ModelUsage = {
  /** Everything that was sent, cached part included. */
  inputTokens: number
  /** Everything that was made, thinking included. */
  outputTokens: number
  costMicroUsd: number | null
  /**
   * The vendor told nothing, because the call ended early or it never does: counted from the characters
   * instead.
   */
  estimated: boolean
}

export interface SvgModel {
  readonly id: string
  readonly name: string
  readonly provider: string
  /**
   * Whether asking again with `repair` can help. A model that always draws the same for a request says false.
   */
  readonly canRepair: boolean
  /** Whether what its calls cost is known, and is something. */
  readonly isPriced: boolean
  /**
   * Yields pieces of the answer as they are made. The text is untrusted and may hold more than an SVG:
   * extraction and policy are the caller's. Throws `ModelError`; when `signal` aborts, throws the signal's
   * reason instead.
   *
   * @param onUsage called at most once, before the iteration ends or throws, when the call used something
   * that a vendor may charge for: after failures and aborts as well. Must not throw. Models that cost nothing
   * never call it.
   */
  streamSvg(
    request: SvgRequest,
    signal: AbortSignal,
    onUsage?: (usage: ModelUsage) => void,
  ): AsyncIterable<string>
}

export const modelErrorKinds = [
  'rate_limited',
  'unavailable',
  'timeout',
  'refused',
  'rejected',
  'model_not_found',
  'credentials',
  'context_length',
  'empty',
] as const

export type ModelErrorKind = (typeof modelErrorKinds)[number]

/** Whether a later attempt with the same request has a fair chance, unless the vendor says otherwise. */
const retryableByKind = {
  rate_limited: true,
  unavailable: true,
  timeout: true,
  refused: false,
  rejected: false,
  model_not_found: false,
  credentials: false,
  context_length: false,
  empty: true,
} as const satisfies Record<ModelErrorKind, boolean>

export class ModelError extends Error {
  readonly kind: ModelErrorKind
  readonly retryable: boolean
  /** How long the vendor asked us to wait before the next attempt. */
  readonly retryAfterMs: number | undefined

  constructor(
    kind: ModelErrorKind,
    details: { cause?: unknown; retryable?: boolean; retryAfterMs?: number } = {},
  ) {
    super(`The model failed: ${kind}`, { cause: details.cause })
    this.name = 'ModelError'
    this.kind = kind
    this.retryable = details.retryable ?? retryableByKind[kind]
    this.retryAfterMs = details.retryAfterMs
  }
}
