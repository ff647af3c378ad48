import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError, type ErrorKind } from '../errors/index.ts'
import type { Limiter } from '../limits/index.ts'
import { requestLimited } from './metric-events.ts'

/** A limit as a route uses it: what is counted, per whom, and what the refused are told. */
export type RateLimit = {
  /** As the headers call it. */
  name: string
  /** null: switched off. */
  limiter: Limiter | null
  refusal: ErrorKind
  /** Who the request counts for; undefined when this limit does not concern it. */
  keyOf: (req: FastifyRequest) => string | undefined | Promise<string | undefined>
}

/**
 * A hook that counts the request and refuses it when the count is used up, with the headers of the IETF draft
 * and the older ones.
 */
export function rateLimitHook({ name, limiter, refusal, keyOf }: RateLimit) {
  return async (req: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (!limiter) return
    const key = await keyOf(req)
    if (key === undefined) return
    const verdict = await limiter.consume(key)
    const headers = {
      ratelimit: `"${name}";r=${verdict.remaining};t=${Math.max(0, Math.ceil((verdict.resetAtMs - Date.now()) / 1000))}`,
      'ratelimit-policy': `"${name}";q=${verdict.limit};w=${verdict.windowSeconds}`,
      'x-ratelimit-limit': String(verdict.limit),
      'x-ratelimit-remaining': String(verdict.remaining),
      'x-ratelimit-reset': String(verdict.resetAtMs),
    }
    reply.headers(headers)
    if (verdict.allowed) return
    requestLimited.tell({ limit: name })
    throw new AppError(refusal, {
      headers: { 'retry-after': String(verdict.retryAfterSeconds) },
    })
  }
}
