import type { LanguageModel } from 'ai'
import type { SvgModel, SvgRequest } from '../port.ts'
import type { ReferenceIcon } from './prompt.ts'

export type LlmLimits = {
  /** Longest silence of the vendor: before the first piece of text and between pieces. */
  silenceMs: number
  outputTokensMax: number
  outputBytesMax: number
}

export const defaultLlmLimits: LlmLimits = {
  silenceMs: 90_000,
  outputTokensMax: 16_000,
  outputBytesMax: 256 * 1024,
}

export type LlmModelOptions = {
  id: string
  name: string
  provider: string
  /** Called once per request, so that the vendor's SDK is loaded by the first request and not at start. */
  connect: () => Promise<LanguageModel>
  /** Small drawings near the prompt, shown to the model as examples of geometry. */
  findReferences: (request: SvgRequest) => Promise<readonly ReferenceIcon[]>
  limits: LlmLimits
}

/**
 * A model behind the AI SDK. One HTTP request per call: retries belong to the job, which knows its budget.
 * Aborting `signal`, leaving the loop early, or breaking a limit cancels the HTTP request.
 */
export function createLlmModel(options: LlmModelOptions): SvgModel {
  const { id, name, provider } = options
  return {
    id,
    name,
    provider,
    canRepair: true,
    async *streamSvg(request, signal) {
      // The SDK costs tens of megabytes: a process that never asks a vendor must not pay for it.
      const { streamAnswer } = await import('./stream-answer.ts')
      yield* streamAnswer(options, request, signal)
    },
  }
}
