import { streamText } from 'ai'
import { ModelError, type SvgRequest } from '../port.ts'
import type { LlmModelOptions } from './llm-model.ts'
import { buildPrompt } from './prompt.ts'
import { translateError } from './translate-error.ts'

/** One call of a vendor as a stream of text; see `createLlmModel` for its promises. */
export async function* streamAnswer(
  options: LlmModelOptions,
  request: SvgRequest,
  signal: AbortSignal,
): AsyncGenerator<string> {
  signal.throwIfAborted()
  const { limits } = options
  const cancel = new AbortController()
  const silence = watchSilence(limits.silenceMs, cancel)
  let bytes = 0
  try {
    const [model, references] = await Promise.all([options.connect(), options.findReferences(request)])
    const { system, user } = buildPrompt(request, references)
    const result = streamText({
      model,
      system,
      prompt: user,
      maxOutputTokens: limits.outputTokensMax,
      maxRetries: 0,
      // A refusal has its own field on the wire, which not every adapter of the SDK hands on.
      includeRawChunks: true,
      abortSignal: AbortSignal.any([signal, cancel.signal]),
      // Errors are read from the stream below; without a handler the SDK prints them.
      onError: () => {},
    })
    for await (const part of result.fullStream) {
      silence.heard()
      if (part.type === 'error') throw part.error
      if (part.type === 'abort') break
      if (part.type === 'raw' && hasRefusal(part.rawValue)) throw new ModelError('refused')
      if (part.type === 'finish') checkFinish(part.finishReason, part.rawFinishReason)
      if (part.type !== 'text-delta' || part.text === '') continue
      bytes += Buffer.byteLength(part.text)
      if (bytes > limits.outputBytesMax) throw new ModelError('context_length')
      silence.stop()
      yield part.text
      silence.heard()
    }
    signal.throwIfAborted()
    cancel.signal.throwIfAborted()
    if (bytes === 0) throw new ModelError('empty')
  } catch (error) {
    signal.throwIfAborted()
    // Our own cancellation surfaces from the SDK as a plain abort; its reason says why.
    throw translateError(cancel.signal.aborted ? cancel.signal.reason : error)
  } finally {
    silence.stop()
    cancel.abort()
  }
}

function checkFinish(reason: string, rawReason: string | undefined): void {
  // A second sample of the same prompt may be shorter.
  if (reason === 'length') throw new ModelError('context_length', { retryable: true })
  if (reason === 'content-filter') throw new ModelError('refused')
  // The connection ended before the vendor said that the answer is complete.
  if (rawReason === undefined && reason !== 'stop') throw new ModelError('unavailable')
}

/** OpenAI's chat completion chunk: `choices[].delta.refusal`. */
function hasRefusal(chunk: unknown): boolean {
  if (typeof chunk !== 'object' || chunk === null || !('choices' in chunk) || !Array.isArray(chunk.choices))
    return false
  return chunk.choices.some((choice: { delta?: { refusal?: unknown } }) => Boolean(choice?.delta?.refusal))
}

/** Runs out when the vendor says nothing for `silenceMs`; stopped while the caller holds a piece, which is not silence. */
function watchSilence(silenceMs: number, cancel: AbortController) {
  const start = () => setTimeout(() => cancel.abort(new ModelError('timeout')), silenceMs)
  let timer = start()
  const stop = () => clearTimeout(timer)
  return {
    stop,
    heard() {
      stop()
      timer = start()
    },
  }
}
