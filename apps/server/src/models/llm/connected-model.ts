import type { VendorOptions } from './vendor-options.ts'

/** One question to a model, in no vendor's words. */
export type Question = {
  system: string
  user: string
  /** How long the answer may become; thinking counts where the vendor counts it. */
  outputTokensMax: number
  options: VendorOptions | undefined
  signal: AbortSignal
}

/** Tokens as far as the vendor tells them. */
export type ToldUsage = {
  inputTokens: number | undefined
  /** Of the input, what the vendor had in its cache. */
  cachedInputTokens: number | undefined
  outputTokens: number | undefined
}

/**
 * Why an answer ended. `unknown`: the vendor gave a reason that means nothing here, which is an end like any
 * other.
 */
export type FinishReason = 'stop' | 'length' | 'content_filter' | 'error' | 'unknown'

export type AnswerPart =
  | { kind: 'text'; text: string }
  | { kind: 'thought'; chars: number }
  /** The connection is alive; with `answering` the model is at work. */
  | { kind: 'heard'; answering: boolean }
  | { kind: 'refusal' }
  | { kind: 'usage'; usage: ToldUsage }
  | { kind: 'finish'; reason: FinishReason }

/** A vendor's model, ready to be asked. What it throws goes through `translateError`. */
export type ConnectedModel = {
  /** One HTTP request, sent when the first part is asked for. Leaving the loop early cancels it. */
  ask(question: Question): AsyncIterable<AnswerPart>
}
