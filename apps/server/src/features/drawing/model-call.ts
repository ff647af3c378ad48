import { ModelError, type ModelUsage, type SvgModel } from '../../models/index.ts'
import { inSpan, type SpanDescription, type SpanNotes } from '../../platform/traces/index.ts'
import { SpendLimitError, UnusablePictureError } from './drawing-errors.ts'
import { type CallOutcome, modelCalled, modelUsed } from './metric-events.ts'

/** One call of a model, for the reader of its answer. */
export type ModelCall = {
  hearText(): void
  addUsage(usage: ModelUsage): void
}

/**
 * Reads a model's answer and publishes the call: the time to the first text and in total, its usage, its
 * outcome.
 */
export function callModel<Result>(
  model: SvgModel,
  signal: AbortSignal,
  read: (call: ModelCall) => Promise<Result>,
): Promise<Result> {
  return inSpan(describeCall(model), async (span) => {
    const call = openModelCall(model, span)
    try {
      const result = await read(call)
      call.end('answered')
      return result
    } catch (error) {
      call.end(signal.aborted ? 'aborted' : outcomeOf(error))
      throw error
    }
  })
}

function openModelCall({ id: model, provider }: SvgModel, span: SpanNotes) {
  const startedAtMs = performance.now()
  let firstTextMs: number | undefined
  const total = { input: 0, output: 0 }
  return {
    hearText() {
      firstTextMs ??= performance.now() - startedAtMs
      span.set({ 'gen_ai.response.time_to_first_chunk': firstTextMs / 1000 })
    },
    addUsage({ inputTokens, outputTokens, costMicroUsd }: ModelUsage) {
      total.input += inputTokens
      total.output += outputTokens
      span.set({ 'gen_ai.usage.input_tokens': total.input, 'gen_ai.usage.output_tokens': total.output })
      modelUsed.publish({ provider, model, inputTokens, outputTokens, costMicroUsd })
    },
    end(outcome: CallOutcome) {
      span.set({ 'chatsvg.call.outcome': outcome })
      modelCalled.publish({ provider, model, outcome, firstTextMs, tookMs: performance.now() - startedAtMs })
    },
  }
}

/** The vendor's name in the semantic conventions for generative AI, if it differs from ours. */
const vendorNames: Record<string, string> = { google: 'gcp.gemini' }

const describeCall = ({ id, provider }: SvgModel): SpanDescription => ({
  name: `chat ${id}`,
  kind: 'client',
  attributes: {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': vendorNames[provider] ?? provider,
    'gen_ai.request.model': id,
  },
})

function outcomeOf(error: unknown): CallOutcome {
  if (error instanceof ModelError) return error.kind
  if (error instanceof SpendLimitError) return 'over_budget'
  return error instanceof UnusablePictureError ? 'too_long' : 'broken'
}
