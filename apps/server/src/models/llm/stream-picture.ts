import { extractSvg } from '@chatsvg/svg'
import type { ModelUsage, SvgRequest } from '../port.ts'
import type { LlmModelOptions } from './llm-options.ts'
import { buildPrompt } from './prompt.ts'
import { streamAnswer } from './stream-answer.ts'

/** Asks for an SVG; see `createLlmModel` for the guarantees. */
export function streamPicture(
  options: LlmModelOptions,
  request: SvgRequest,
  signal: AbortSignal,
  onUsage?: (usage: ModelUsage) => void,
): AsyncGenerator<string> {
  const asking = {
    buildPrompt: async () => buildPrompt(request, await options.findReferences(request)),
    isWhole: (answer: string) => extractSvg(answer).ok,
  }
  return streamAnswer(options, asking, signal, onUsage)
}
