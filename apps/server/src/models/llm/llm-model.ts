import type { ReferenceIcon } from '@chatsvg/composer'
import type { SvgModel, SvgRequest } from '../port.ts'
import type { ConnectedModel } from './connected-model.ts'
import type { ModelPrice } from './prices.data.ts'

/** Budgets of one call. What runs out of time fails as `timeout`, what grows too long as `context_length`. */
export type LlmLimits = {
  /**
   * From the request to the first piece of the picture; thinking and waiting in the vendor's queue are part
   * of it.
   */
  firstTextMs: number
  /** Longest silence of the connection, before the answer and within it. */
  silenceMs: number
  /** The whole call. */
  totalMs: number
  /** Asked of the vendor; thinking counts where the vendor counts it. */
  outputTokensMax: number
  outputCharsMax: number
  /** Everything that comes over the wire, for an answer that is not text. */
  wireBytesMax: number
}

/**
 * Within the two minutes that a job may run by default, so that the failure is the model's and says what ran
 * out.
 */
export const defaultLlmLimits: LlmLimits = {
  firstTextMs: 75_000,
  silenceMs: 45_000,
  totalMs: 110_000,
  outputTokensMax: 16_000,
  outputCharsMax: 256 * 1024,
  wireBytesMax: 32 * 1024 * 1024,
}

/** Fields of a vendor's request, or what its package of the AI SDK makes them from. */
export type VendorOptions = Record<string, string | Record<string, string | Record<string, string>>>

export type LlmModelOptions = {
  id: string
  name: string
  provider: string
  /**
   * Called by every request and remembered by the vendor, so that what it needs is loaded by the first and
   * not at start.
   */
  connect: () => Promise<ConnectedModel>
  vendorOptions?: VendorOptions
  /** Small drawings near the prompt, shown to the model as examples of geometry. */
  findReferences: (request: SvgRequest) => Promise<readonly ReferenceIcon[]>
  limits: LlmLimits
  /** Without one the cost of a call is unknown. */
  price?: ModelPrice
}

/**
 * A language model. One HTTP request per call, and further ones only where the model has less room than was
 * asked for: retries belong to the job, which knows its budget. Aborting `signal`, leaving the loop early, or
 * breaking a limit cancels the HTTP request.
 */
export function createLlmModel(options: LlmModelOptions): SvgModel {
  const { id, name, provider } = options
  return {
    id,
    name,
    provider,
    canRepair: true,
    isPriced: options.price !== undefined,
    async *streamSvg(request, signal, onUsage) {
      // A process that never asks a vendor must not pay for what asking needs.
      const { streamAnswer } = await import('./stream-answer.ts')
      yield* streamAnswer(options, request, signal, onUsage)
    },
  }
}
