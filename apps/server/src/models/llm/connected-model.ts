import type { VendorOptions } from './vendor-options.ts'

/** JSON Schema, as far as vendors enforce it. */
export type JsonSchema = { readonly [keyword: string]: unknown }

/** The form that an answer must have. */
export type AnswerFormat = {
  name: string
  schema: JsonSchema
  /** Set when the server has answered only without it. */
  isRejected: boolean
}

/** One request to a model, independent of the vendor. */
export type Question = {
  system: string
  user: string
  /** The maximum length of the answer; thinking counts if the vendor counts it. */
  outputTokensMax: number
  /** For servers that can enforce it. */
  format: AnswerFormat | undefined
  options: VendorOptions | undefined
  signal: AbortSignal
}

/** Token counts that the vendor reported. */
export type ToldUsage = {
  inputTokens: number | undefined
  /** Input tokens that the vendor had in its cache. */
  cachedInputTokens: number | undefined
  outputTokens: number | undefined
}

/** Why an answer ended. `unknown`: the vendor's reason has no meaning here; the answer has ended normally. */
export type FinishReason = 'stop' | 'length' | 'content_filter' | 'error' | 'unknown'

export type AnswerPart =
  | { kind: 'text'; text: string }
  | { kind: 'thought'; chars: number }
  /** The connection is alive; with `answering` the model is generating. */
  | { kind: 'heard'; answering: boolean }
  | { kind: 'refusal' }
  | { kind: 'usage'; usage: ToldUsage }
  | { kind: 'finish'; reason: FinishReason }

/** A vendor's model, ready to be called. Its errors go through `translateError`. */
export type ConnectedModel = {
  /** One HTTP request, sent when the first part is read. Leaving the loop early cancels it. */
  ask(question: Question): AsyncIterable<AnswerPart>
}
