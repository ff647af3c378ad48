import type { AnswerFormat } from '../llm/connected-model.ts'
import type { LlmModelOptions } from '../llm/llm-options.ts'
import { containsPromptEcho } from '../llm/prompt-echo.ts'
import { streamAnswer } from '../llm/stream-answer.ts'
import type { ChangeListener, ChangeProposal, ChangeRequest } from '../port.ts'
import { buildChangePrompt } from './change-prompt.ts'
import { readEdits } from './read-edits.ts'

/** Enough for some edits and a fragment. Reasoning models need tokens for reasoning before them. */
const outputTokensMax = 6_000
const outputCharsMax = 64 * 1024

/** Asks a language model for edits, once; see `createLlmModel` for the guarantees. */
export async function proposeChange(
  options: LlmModelOptions,
  format: AnswerFormat,
  request: ChangeRequest,
  signal: AbortSignal,
  { onUsage, onText }: ChangeListener,
): Promise<ChangeProposal> {
  const { limits } = options
  const asked = {
    ...options,
    limits: {
      ...limits,
      outputTokensMax: Math.min(limits.outputTokensMax, outputTokensMax),
      outputCharsMax: Math.min(limits.outputCharsMax, outputCharsMax),
    },
  }
  const asking = {
    buildPrompt: () => buildChangePrompt(request),
    format,
    isWhole(answer: string) {
      const read = readEdits(answer)
      return 'edits' in read && read.isWhole
    },
  }
  let answer = ''
  for await (const piece of streamAnswer(asked, asking, signal, onUsage)) {
    answer += piece
    onText?.(answer.length)
  }
  if (containsPromptEcho(answer)) return { problem: 'it repeats the rules instead of edits', answer }
  return { ...readEdits(answer), answer }
}
