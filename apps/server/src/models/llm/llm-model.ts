import type { ReferenceIcon } from '@chatsvg/composer'
import type { SvgModel, SvgRequest } from '../port.ts'
import type { ConnectedModel } from './connected-model.ts'
import type { ModelPrice } from './prices.data.ts'

/** Budgets of one call. Exceeding a time fails as `timeout`, exceeding a length as `context_length`. */
export type LlmLimits = {
  /**
   * From the request to the first piece of the picture; includes thinking and waiting in the vendor's queue.
   */
  firstTextMs: number
  /** The longest time without data on the connection, before the answer and within it. */
  silenceMs: number
  /** The whole call. */
  totalMs: number
  /** Requested from the vendor; thinking counts if the vendor counts it. */
  outputTokensMax: number
  outputCharsMax: number
  /** All bytes received, for an answer that is not text. */
  wireBytesMax: number
}

/**
 * Less than the two minutes that a job may run by default, so that the failure is the model's and names the
 * exceeded limit.
 */
export const defaultLlmLimits: LlmLimits = {
  firstTextMs: 75_000,
  silenceMs: 45_000,
  totalMs: 110_000,
  outputTokensMax: 16_000,
  outputCharsMax: 256 * 1024,
  wireBytesMax: 32 * 1024 * 1024,
}

/** Fields of a vendor's request, or the options from which its package of the AI SDK makes them. */
export type VendorOptions = Record<string, string | Record<string, string | Record<string, string>>>

export type LlmModelOptions = {
  id: string
  name: string
  provider: string
  /**
   * Called by every request; the vendor caches the result, so that its code is loaded by the first request
   * and not at start.
   */
  connect: () => Promise<ConnectedModel>
  vendorOptions?: VendorOptions
  /** Small drawings related to the prompt, shown to the model as examples of geometry. */
  findReferences: (request: SvgRequest) => Promise<readonly ReferenceIcon[]>
  limits: LlmLimits
  /** Without it the cost of a call is unknown. */
  price?: ModelPrice
}

/**
 * A language model. One HTTP request per call, and further ones only if the model has less room than was
 * requested: the job does the retries, because it knows its budget. Aborting `signal`, leaving the loop
 * early, or exceeding a limit cancels the HTTP request.
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
      // A process that never calls a vendor must not load its code.
      const { streamAnswer } = await import('./stream-answer.ts')
      yield* streamAnswer(options, request, signal, onUsage)
    },
  }
}
