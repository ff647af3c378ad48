import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { AwsClient } from 'aws4fetch'
import { DeadlineError } from '../async/index.ts'
import { ObjectStorageError } from './errors.ts'

export type ObjectStorageSettings = {
  /** Of the server, without the bucket: `https://s3.eu-central-1.amazonaws.com`. */
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

export type S3Request = {
  method: 'GET' | 'PUT' | 'DELETE'
  /** Of the object; empty: the bucket. */
  key: string
  query?: Record<string, string>
  headers?: Record<string, string>
  body?: string
  /** More bytes in an answer are an error. */
  bytesMax: number
}

export type S3Answer = { status: number; body: Buffer }

/** Sends a request. Answers 2xx and 404 are results. */
export type SendS3Request = (request: S3Request, stop?: AbortSignal) => Promise<S3Answer>

/** For each attempt, and for all attempts of a request together. */
export type S3Deadlines = { attemptMs: number; requestMs: number }

const attemptsMax = 3
const firstPauseMs = 100

/**
 * Signs requests (AWS Signature Version 4) and sends them. What may be temporary is tried again: no
 * connection, no answer in time, 429 and 5xx. All requests that are sent here can be repeated without another
 * effect.
 */
export function createS3Requests(
  { endpoint, bucket, region, accessKeyId, secretAccessKey }: ObjectStorageSettings,
  { attemptMs, requestMs }: S3Deadlines,
): SendS3Request {
  let client: AwsClient | undefined
  // Loaded at first use: a service without object storage does not need it.
  const openClient = async () => {
    const { AwsClient } = await import('aws4fetch')
    client ??= new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 0 })
    return client
  }

  async function attempt(request: S3Request, signal: AbortSignal): Promise<S3Answer> {
    const { method, key, query, headers, body, bytesMax } = request
    const url = new URL(`${endpoint.replace(/\/$/, '')}/${bucket}${key && `/${key}`}`)
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value)
    const signed = await (await openClient()).sign(url, {
      method,
      // The server compares the body with this hash before it stores it.
      headers: { 'x-amz-content-sha256': sha256(body ?? ''), ...headers },
      ...(body !== undefined && { body }),
    })
    const answer = await fetch(signed, { signal, redirect: 'error' })
    return { status: answer.status, body: await readBody(answer, bytesMax) }
  }

  return async function send(request, stop) {
    const endsAtMs = performance.now() + requestMs
    for (let attempts = 1; ; attempts += 1) {
      const leftMs = Math.max(1, endsAtMs - performance.now())
      const outcome = await endingWithin(Math.min(attemptMs, leftMs), stop, (signal) =>
        attempt(request, signal),
      ).catch((cause: unknown) => new ObjectStorageError(`${request.method} failed`, { cause }))
      if (!(outcome instanceof Error) && isResult(outcome.status)) return outcome
      stop?.throwIfAborted()
      const pauseMs = firstPauseMs * 2 ** (attempts - 1) * (1 + Math.random())
      if (attempts >= attemptsMax || performance.now() + pauseMs >= endsAtMs || !mayPass(outcome))
        throw asError(request, outcome)
      await delay(pauseMs)
    }
  }
}

/**
 * Aborts the work after a time, or with `stop`. Not with `AbortSignal.any` and `AbortSignal.timeout`: on Node
 * 20 such a signal can be collected before it aborts.
 */
async function endingWithin<Result>(
  timeoutMs: number,
  stop: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const ending = new AbortController()
  const timer = setTimeout(() => ending.abort(new DeadlineError(timeoutMs)), timeoutMs)
  const end = () => ending.abort(stop?.reason)
  stop?.addEventListener('abort', end)
  if (stop?.aborted) end()
  try {
    return await work(ending.signal)
  } finally {
    clearTimeout(timer)
    stop?.removeEventListener('abort', end)
  }
}

const isResult = (status: number) => (status >= 200 && status < 300) || status === 404

/** A body that is too long does not become shorter. */
const mayPass = (outcome: S3Answer | ObjectStorageError): boolean =>
  outcome instanceof Error
    ? !(outcome.cause instanceof AnswerTooLongError)
    : outcome.status === 429 || outcome.status >= 500

function asError({ method }: S3Request, outcome: S3Answer | ObjectStorageError): ObjectStorageError {
  if (outcome instanceof Error) return outcome
  const [, code] = /<Code>(\w+)<\/Code>/.exec(outcome.body.toString('latin1')) ?? []
  return new ObjectStorageError(`${method} was answered with ${outcome.status}${code ? ` ${code}` : ''}`)
}

/** A successful answer has more bytes than were asked for. */
export class AnswerTooLongError extends Error {}

/** Error documents are short, and may be longer than the object that was asked for. */
const errorBytesMax = 64 * 1024

async function readBody(answer: Response, bytesMax: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  const most = answer.ok ? bytesMax : errorBytesMax
  // Leaving the loop cancels the rest of the body.
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > most) {
      const what = `the answer has more than ${most} bytes`
      throw answer.ok ? new AnswerTooLongError(what) : new Error(what)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, bytes)
}

export const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex')
