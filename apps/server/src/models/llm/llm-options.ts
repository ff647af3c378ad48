import type { ReferenceIcon } from '@chatsvg/composer'
import type { SvgRequest } from '../port.ts'
import type { ConnectedModel } from './connected-model.ts'
import type { ModelPrice } from './prices.data.ts'
import type { VendorOptions } from './vendor-options.ts'

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
