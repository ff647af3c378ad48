import type { ReferenceIcon } from '@chatsvg/composer'
import type { SvgRequest } from '../port.ts'
import type { ConnectedModel } from './connected-model.ts'
import type { ModelPrice } from './prices.data.ts'
import type { VendorOptions } from './vendor-options.ts'

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
