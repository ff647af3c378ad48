import { editsSchema } from '../changes/edits-schema.ts'
import type { SvgModel } from '../port.ts'
import type { LlmLimits, LlmModelOptions } from './llm-options.ts'

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

/**
 * A language model. One HTTP request per call, and further ones only if the model has less room than was
 * requested: the job does the retries, because it knows its budget. Aborting `signal`, leaving the loop
 * early, or exceeding a limit cancels the HTTP request.
 */
export function createLlmModel(options: LlmModelOptions): SvgModel {
  const { id, name, provider } = options
  // Kept for the lifetime of the model, because a server does not start or stop to accept schemas.
  const format = { name: 'edits', schema: editsSchema, isRejected: false }
  return {
    id,
    name,
    provider,
    canRepair: true,
    isPriced: options.price !== undefined,
    async *streamSvg(request, signal, listener) {
      // A process that never calls a vendor must not load its code.
      const { streamPicture } = await import('./stream-picture.ts')
      yield* streamPicture(options, request, signal, listener?.onUsage)
    },
    async proposeChange(request, signal, listener = {}) {
      const { proposeChange } = await import('../changes/propose-change.ts')
      return proposeChange(options, format, request, signal, listener)
    },
  }
}
