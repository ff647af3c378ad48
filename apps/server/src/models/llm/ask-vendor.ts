import type { IncomingHttpHeaders } from 'node:http'
import { StringDecoder } from 'node:string_decoder'
import { createParser } from 'eventsource-parser'
import { type AnswerParts, createAnswerParts } from './answer-parts.ts'
import type { AnswerPart } from './connected-model.ts'
import { type LooseObject, parseObject } from './loose-json.ts'
import type { Post, PostAnswer, PostRequest } from './post.ts'
import { createRepeatedEvents } from './repeated-events.ts'
import { AnsweredError, parseOrKeep } from './vendor-errors.ts'

/**
 * Reads one JSON object of an answer: an event of its stream, or the whole answer. The same object must
 * always add the same parts.
 *
 * @throws AnsweredError for an object that reports an error.
 */
export type ReadObject = (object: LooseObject, parts: AnswerParts) => void

/**
 * Sends one request to a vendor, and yields the parts of its answer. It accepts the variations of real
 * servers: comments, pings, empty events, an event stream with the content type of JSON, errors within the
 * stream or in a body with status 200, and complete answers instead of streams.
 *
 * @throws AnsweredError if the vendor reports an error; ModelError beyond a limit; the error of the
 * connection.
 */
export async function* askVendor(
  post: Post,
  request: PostRequest,
  readObject: ReadObject,
): AsyncGenerator<AnswerPart, void> {
  const answer = await post(request)
  const { status } = answer
  if (status < 200 || status > 299) {
    // If the body is incomplete, the status is still known.
    const text = await readWhole(answer).catch(() => '')
    throw new AnsweredError(status, parseOrKeep(text), answer.headers)
  }
  if (!/\bjson\b/.test(answer.headers['content-type'] ?? '')) return yield* readStream(answer, readObject)
  const text = await readWhole(answer)
  const whole = parseObject(text)
  const reader = createReader(readObject)
  if (whole) reader.readWhole(whole, answer.headers)
  // Some servers send events with a wrong content type.
  else reader.feed(`${text}\n\n`)
  yield* reader.take()
}

async function readWhole(answer: PostAnswer): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of answer.read()) chunks.push(chunk)
  // `TextDecoder` removes a byte order mark.
  return new TextDecoder().decode(Buffer.concat(chunks))
}

async function* readStream(answer: PostAnswer, readObject: ReadObject): AsyncGenerator<AnswerPart, void> {
  // Faster than a `TextDecoder`.
  const decoder = new StringDecoder()
  const reader = createReader(readObject)
  for await (const chunk of answer.read()) {
    reader.feed(decoder.write(chunk))
    yield* reader.take()
  }
  // The blank line after the last event may be missing.
  reader.feed(`${decoder.end()}\n\n`)
  yield* reader.take()
}

/** Reads the events of a stream (HTML standard, section 9.2). After an error it reads nothing more. */
function createReader(readObject: ReadObject) {
  const parts = createAnswerParts()
  const repeated = createRepeatedEvents((event, data) => {
    const own = createAnswerParts()
    readEvent({ event, data }, readObject, own)
    return own.take()
  })
  let isFirst = true
  let failure: { error: unknown } | undefined

  function attempt(read: () => void): void {
    if (failure) return
    try {
      read()
    } catch (error) {
      failure = { error }
    }
  }

  function readNext(message: StreamEvent): void {
    const text = repeated.read(message.event, message.data)
    if (text === undefined) {
      readEvent(message, readObject, parts)
      repeated.learn(message.event, message.data)
    } else {
      parts.hear(true)
      parts.text(text)
    }
  }

  const parser = createParser({
    onComment: () => parts.hear(false),
    onEvent: (event) => attempt(() => readNext(event)),
  })
  return {
    feed(text: string) {
      if (text === '') return
      parser.feed(isFirst && text.startsWith(byteOrderMark) ? text.slice(1) : text)
      isFirst = false
    },
    readWhole: (object: LooseObject, headers: IncomingHttpHeaders) =>
      attempt(() => readReported(object, { headers }, readObject, parts)),
    /** Yields the parts, and then throws an error that followed them. */
    *take(): Generator<AnswerPart, void> {
      yield* parts.take()
      if (failure) throw failure.error
    },
  }
}

const byteOrderMark = '\uFEFF'

type StreamEvent = { event?: string | undefined; data: string }

function readEvent({ event, data }: StreamEvent, readObject: ReadObject, parts: AnswerParts): void {
  const text = data.trim()
  // Pings, empty events and the end contain nothing; neither do lines that are not JSON.
  if (!text.startsWith('{')) {
    parts.hear(false)
    return
  }
  const object = parseObject(text)
  // Without this event, a piece of the answer would be missing.
  if (!object) throw new AnsweredError(undefined, undefined)
  readReported(object, { event }, readObject, parts)
}

/** Every vendor reports errors in the same way. */
function readReported(
  object: LooseObject,
  { event, headers }: { event?: string | undefined; headers?: IncomingHttpHeaders },
  readObject: ReadObject,
  parts: AnswerParts,
): void {
  if (event === 'error' && !('error' in object)) throw new AnsweredError(undefined, { error: object })
  const isError = Boolean(object.error) || object.object === 'error' || object.type === 'error'
  parts.hear(!isError)
  if (isError) throw new AnsweredError(undefined, object, headers)
  readObject(object, parts)
}
