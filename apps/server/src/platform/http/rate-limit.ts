import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError, type ErrorKind } from '../errors/index.ts'
import type { Limiter } from '../limits/index.ts'
import { requestLimited } from './metric-events.ts'

/** A limit for a route: what is counted, by which key, and the text of the refusal. */
export type RateLimit = {
  /** Its name in the headers. */
  name: string
  /** null: switched off. */
  limiter: Limiter | null
  refusal: ErrorKind
  /** The key that the request counts for; undefined if this limit does not apply to it. */
  keyOf: (req: FastifyRequest) => string | undefined | Promise<string | undefined>
}

/**
 * A hook that counts the request and refuses it above the limit, with the headers of the IETF draft and the
 * older ones.
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
    requestLimited.publish({ limit: name })
    throw new AppError(refusal, {
      headers: { 'retry-after': String(verdict.retryAfterSeconds) },
    })
  }
}
