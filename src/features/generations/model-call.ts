import { ModelError, type ModelUsage, type SvgModel } from '../../models/index.ts'
import { type CallOutcome, modelCalled, modelUsed } from './facts.ts'
import { UnusablePictureError } from './failure.ts'

/** One call of a model, as whoever reads its answer sees it. `end` or `fail` ends it. */
export type ModelCall = {
  hearText(): void
  addUsage(usage: ModelUsage): void
  end(): void
  fail(error: unknown, signal: AbortSignal): void
}

/** Tells the facts of a call: how long the model took to the first text and in all, what it used, how it ended. */
export function openModelCall({ id: model, provider }: SvgModel): ModelCall {
  const startedAtMs = performance.now()
  let firstTextMs: number | undefined
  const tell = (outcome: CallOutcome) =>
    modelCalled.tell({ provider, model, outcome, firstTextMs, tookMs: performance.now() - startedAtMs })
  return {
    hearText() {
      firstTextMs ??= performance.now() - startedAtMs
    },
    addUsage: ({ inputTokens, outputTokens, costMicroUsd }) =>
      modelUsed.tell({ provider, model, inputTokens, outputTokens, costMicroUsd }),
    end: () => tell('answered'),
    fail: (error, signal) => tell(signal.aborted ? 'aborted' : outcomeOf(error)),
  }
}

function outcomeOf(error: unknown): CallOutcome {
  if (error instanceof ModelError) return error.kind
  return error instanceof UnusablePictureError ? 'too_long' : 'broken'
}
