import { ModelError, type ModelErrorKind, type ModelUsage } from '../port.ts'
import type { AnswerFormat, AnswerPart, ConnectedModel, FinishReason, Question } from './connected-model.ts'
import { ContextLengthError, shrinkOutput } from './context-limits.ts'
import type { LlmLimits, LlmModelOptions } from './llm-options.ts'
import { translateError } from './translate-error.ts'
import { charsPerToken, createUsageMeter } from './usage.ts'

/** What is asked, and what counts as an answer. */
export type Asking = {
  buildPrompt(): Promise<{ system: string; user: string }>
  format?: AnswerFormat
  /** Whether nothing more is needed, although the vendor did not say that the answer is complete. */
  isWhole(answer: string, finish: FinishReason | undefined): boolean
}

/** Made once: without a reason, each answer would make an error with its stack. */
const answerIsOver = new Error('the answer is not read any more')

/** One call of a vendor as a stream of text; see `createLlmModel` for its guarantees. */
export async function* streamAnswer(
  options: Pick<LlmModelOptions, 'connect' | 'limits' | 'price' | 'vendorOptions'>,
  { buildPrompt, format, isWhole }: Asking,
  signal: AbortSignal,
  onUsage?: (usage: ModelUsage) => void,
): AsyncGenerator<string> {
  signal.throwIfAborted()
  const { limits } = options
  // Not `AbortSignal.any`, which makes one more signal, and signals are expensive.
  const cancel = new AbortController()
  const stop = () => cancel.abort(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  const meter = createUsageMeter(options.price)
  using clocks = startClocks(limits, cancel)
  let answer = ''
  let answering = false
  let finish: FinishReason | undefined
  try {
    const [model, { system, user }] = await Promise.all([options.connect(), buildPrompt()])
    cancel.signal.throwIfAborted()
    meter.sent(system.length + user.length)
    const question: Question = {
      system,
      user,
      outputTokensMax: limits.outputTokensMax,
      format,
      options: options.vendorOptions,
      signal: cancel.signal,
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
    cancel.signal.throwIfAborted()
    checkEnd(finish, answer, isWhole)
  } catch (error) {
    signal.throwIfAborted()
    // Our own cancellation appears as a plain abort; its reason says why.
    const failure = translateError(cancel.signal.aborted ? cancel.signal.reason : error)
    if (!brokeOff(failure) || answer === '' || !isWhole(answer, finish)) throw failure
  } finally {
    // A vendor that answered with an error, or not at all, charges nothing; an interrupted one may have
    // started.
    const usage = answering || signal.aborted || cancel.signal.aborted ? meter.read() : undefined
    signal.removeEventListener('abort', stop)
    cancel.abort(answerIsOver)
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
      for await (const part of askInFormat(model, { ...question, outputTokensMax })) {
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

/**
 * Asks again without the format if the server rejects the request with it, and remembers that once it has
 * answered. Servers say in many ways that they do not enforce a format, so their words are not read: a
 * request that they reject for another reason, they reject again.
 */
async function* askInFormat(model: ConnectedModel, question: Question): AsyncGenerator<AnswerPart> {
  const { format, ...plain } = question
  if (!format || format.isRejected) return yield* model.ask({ ...plain, format: undefined })
  let hasBegun = false
  try {
    for await (const part of model.ask(question)) {
      hasBegun ||= part.kind === 'text'
      yield part
    }
    return
  } catch (error) {
    if (hasBegun || !rejections.includes(translateError(error).kind)) throw error
  }
  for await (const part of model.ask({ ...plain, format: undefined })) {
    if (part.kind === 'text') format.isRejected = true
    yield part
  }
}

/** Gateways do not find a model that takes the format. */
const rejections: readonly ModelErrorKind[] = ['rejected', 'model_not_found']

/** Enough to halve the usual length down to the minimum. */
const askedMax = 6

/**
 * A complete answer is kept, whatever the vendor says about the end, unless it says that it was filtered.
 */
function checkEnd(finish: FinishReason | undefined, answer: string, isWhole: Asking['isWhole']): void {
  if (finish === 'content_filter') throw new ModelError('refused')
  if (finish === 'stop' || finish === 'unknown') {
    if (answer === '') throw new ModelError('empty')
    return
  }
  if (answer !== '' && isWhole(answer, finish)) return
  // A second sample of the same prompt may be shorter.
  if (finish === 'length') throw new ModelError('context_length', { retryable: true })
  throw new ModelError('unavailable')
}

/** The connection was lost, or stopped sending, when nothing more was needed. */
const brokeOff = ({ kind }: ModelError) => kind === 'unavailable' || kind === 'timeout'

/**
 * Cancels when the vendor sends nothing, is late with its first text, or is not done in time. While the
 * caller processes a piece the vendor's silence is not counted; the whole call is. The timer for the silence
 * is not reset for every piece, because that would cost more than reading the piece. Instead, it checks the
 * actual duration when it expires.
 */
function startClocks(limits: LlmLimits, cancel: AbortController) {
  const expire = () => cancel.abort(new ModelError('timeout'))
  const total = setTimeout(expire, limits.totalMs)
  const firstText = setTimeout(expire, limits.firstTextMs)
  let heardAtMs = performance.now()
  let isPaused = false
  function checkSilence(): void {
    const leftMs = isPaused ? limits.silenceMs : heardAtMs + limits.silenceMs - performance.now()
    if (leftMs > 0) silence = setTimeout(checkSilence, Math.ceil(leftMs))
    else expire()
  }
  let silence = setTimeout(checkSilence, limits.silenceMs)
  return {
    heard() {
      heardAtMs = performance.now()
      isPaused = false
    },
    pause() {
      isPaused = true
      clearTimeout(firstText)
    },
    [Symbol.dispose]() {
      for (const timer of [total, firstText, silence]) clearTimeout(timer)
    },
  }
}
