import { streamText } from 'ai'
import { ModelError, type ModelUsage, type SvgRequest } from '../port.ts'
import type { LlmLimits, LlmModelOptions } from './llm-model.ts'
import { buildPrompt } from './prompt.ts'
import { translateError } from './translate-error.ts'
import { createUsageMeter } from './usage.ts'

/** One call of a vendor as a stream of text; see `createLlmModel` for its promises. */
export async function* streamAnswer(
  options: LlmModelOptions,
  request: SvgRequest,
  signal: AbortSignal,
  onUsage?: (usage: ModelUsage) => void,
): AsyncGenerator<string> {
  signal.throwIfAborted()
  const { limits } = options
  const cancel = new AbortController()
  const meter = createUsageMeter(options.price)
  using clocks = startClocks(limits, cancel)
  let chars = 0
  let answering = false
  try {
    const [model, references] = await Promise.all([options.connect(), options.findReferences(request)])
    const { system, user } = buildPrompt(request, references)
    const stop = AbortSignal.any([signal, cancel.signal])
    stop.throwIfAborted()
    meter.sent(system.length + user.length)
    const { fullStream } = streamText({
      model,
      system,
      prompt: user,
      maxOutputTokens: limits.outputTokensMax,
      maxRetries: 0,
      providerOptions: options.vendorOptions,
      // A refusal has its own field on the wire, which not every adapter of the SDK hands on.
      includeRawChunks: true,
      abortSignal: stop,
      // Errors are read from the stream below; without a handler the SDK prints them.
      onError: () => {},
    })
    for await (const part of fullStream) {
      clocks.heard()
      answering ||= part.type === 'raw'
      if (part.type === 'error') throw part.error
      if (part.type === 'abort') break
      if (part.type === 'raw' && hasRefusal(part.rawValue)) throw new ModelError('refused')
      if (part.type === 'reasoning-delta') meter.received(part.text.length)
      if (part.type === 'finish-step') meter.told(part.usage)
      if (part.type === 'finish') checkFinish(part.finishReason, part.rawFinishReason)
      if (part.type !== 'text-delta' || part.text === '') continue
      chars += part.text.length
      meter.received(part.text.length)
      if (chars > limits.outputCharsMax) throw new ModelError('context_length')
      clocks.pause()
      yield part.text
      clocks.heard()
    }
    stop.throwIfAborted()
    if (chars === 0) throw new ModelError('empty')
  } catch (error) {
    signal.throwIfAborted()
    // Our own cancellation surfaces from the SDK as a plain abort; its reason says why.
    throw translateError(cancel.signal.aborted ? cancel.signal.reason : error)
  } finally {
    // Who answered with an error, or not at all, charges nothing; who was interrupted may have begun to work.
    const usage = answering || signal.aborted || cancel.signal.aborted ? meter.read() : undefined
    cancel.abort()
    if (usage) onUsage?.(usage)
  }
}

function checkFinish(reason: string, rawReason: string | undefined): void {
  // A second sample of the same prompt may be shorter.
  if (reason === 'length') throw new ModelError('context_length', { retryable: true })
  if (reason === 'content-filter') throw new ModelError('refused')
  if (reason === 'error') throw new ModelError('unavailable')
  // The connection ended before the vendor said that the answer is complete.
  if (rawReason === undefined && reason !== 'stop') throw new ModelError('unavailable')
}

/** OpenAI's chat completion chunk: `choices[].delta.refusal`. */
function hasRefusal(chunk: unknown): boolean {
  if (typeof chunk !== 'object' || chunk === null || !('choices' in chunk) || !Array.isArray(chunk.choices))
    return false
  return chunk.choices.some((choice: { delta?: { refusal?: unknown } }) => Boolean(choice?.delta?.refusal))
}

/**
 * Cancels when the vendor is silent, late with its first text, or not done in time. While the caller holds a piece the vendor's
 * silence is not counted; the whole call is.
 */
function startClocks(limits: LlmLimits, cancel: AbortController) {
  const after = (ms: number) => setTimeout(() => cancel.abort(new ModelError('timeout')), ms)
  const total = after(limits.totalMs)
  const firstText = after(limits.firstTextMs)
  let silence = after(limits.silenceMs)
  return {
    heard() {
      clearTimeout(silence)
      silence = after(limits.silenceMs)
    },
    pause() {
      clearTimeout(firstText)
      clearTimeout(silence)
    },
    [Symbol.dispose]() {
      for (const timer of [total, firstText, silence]) clearTimeout(timer)
    },
  }
}
