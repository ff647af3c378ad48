import { extractSvg } from '@chatsvg/svg'
import { ModelError, type ModelUsage, type SvgRequest } from '../port.ts'
import type { AnswerPart, ConnectedModel, FinishReason, Question } from './connected-model.ts'
import { ContextLengthError, shrinkOutput } from './context-limits.ts'
import type { LlmLimits, LlmModelOptions } from './llm-options.ts'
import { buildPrompt } from './prompt.ts'
import { translateError } from './translate-error.ts'
import { charsPerToken, createUsageMeter } from './usage.ts'

/** One call of a vendor as a stream of text; see `createLlmModel` for its guarantees. */
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
  let answer = ''
  let answering = false
  let finish: FinishReason | undefined
  try {
    const [model, references] = await Promise.all([options.connect(), options.findReferences(request)])
    const { system, user } = buildPrompt(request, references)
    const stop = AbortSignal.any([signal, cancel.signal])
    stop.throwIfAborted()
    meter.sent(system.length + user.length)
    const question: Question = {
      system,
      user,
      outputTokensMax: limits.outputTokensMax,
      options: options.vendorOptions,
      signal: stop,
    }
    for await (const part of askInRoom(model, question)) {
      clocks.heard()
      answering ||= part.kind !== 'heard' || part.answering
      if (part.kind === 'refusal') throw new ModelError('refused')
      if (part.kind === 'thought') meter.received(part.chars)
      if (part.kind === 'usage') meter.told(part.usage)
      // Only a server's last chunk may follow the finish reason.
      if (part.kind === 'finish') finish ??= part.reason
      if (part.kind !== 'text' || part.text === '') continue
      answer += part.text
      meter.received(part.text.length)
      if (answer.length > limits.outputCharsMax) throw new ModelError('context_length')
      clocks.pause()
      yield part.text
      clocks.heard()
    }
    stop.throwIfAborted()
    checkEnd(finish, answer)
  } catch (error) {
    signal.throwIfAborted()
    // Our own cancellation appears as a plain abort; its reason says why.
    const failure = translateError(cancel.signal.aborted ? cancel.signal.reason : error)
    if (!brokeOff(failure) || !isWhole(answer)) throw failure
  } finally {
    // A vendor that answered with an error, or not at all, charges nothing; an interrupted one may have
    // started.
    const usage = answering || signal.aborted || cancel.signal.aborted ? meter.read() : undefined
    cancel.abort()
    if (usage) onUsage?.(usage)
  }
}

/** Requests a shorter answer if the model has less room than was requested. */
async function* askInRoom(model: ConnectedModel, question: Question): AsyncGenerator<AnswerPart> {
  const promptTokens = Math.ceil((question.system.length + question.user.length) / charsPerToken)
  let { outputTokensMax } = question
  let hasBegun = false
  for (let asked = 1; ; asked += 1) {
    try {
      for await (const part of model.ask({ ...question, outputTokensMax })) {
        hasBegun ||= part.kind === 'text'
        yield part
      }
      return
    } catch (error) {
      const failure = translateError(error)
      if (hasBegun || asked >= askedMax || !(failure instanceof ContextLengthError)) throw failure
      const shorter = shrinkOutput(failure.limits, outputTokensMax, promptTokens)
      if (shorter === null) throw failure
      outputTokensMax = shorter
    }
  }
}

/** Enough to halve the usual length down to the minimum. */
const askedMax = 6

/**
 * A complete picture is kept, whatever the vendor says about the end, unless it says that the answer was
 * filtered.
 */
function checkEnd(finish: FinishReason | undefined, answer: string): void {
  if (finish === 'content_filter') throw new ModelError('refused')
  if (finish === 'stop' || finish === 'unknown') {
    if (answer === '') throw new ModelError('empty')
    return
  }
  if (isWhole(answer)) return
  // A second sample of the same prompt may be shorter.
  if (finish === 'length') throw new ModelError('context_length', { retryable: true })
  throw new ModelError('unavailable')
}

/** The connection was lost, or stopped sending, when nothing more was needed. */
const brokeOff = ({ kind }: ModelError) => kind === 'unavailable' || kind === 'timeout'

const isWhole = (answer: string) => answer !== '' && extractSvg(answer).ok

/**
 * Cancels when the vendor sends nothing, is late with its first text, or is not done in time. While the
 * caller processes a piece the vendor's silence is not counted; the whole call is.
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
