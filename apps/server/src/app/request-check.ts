import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config/index.ts'
import type { KeyAuthentication } from '../features/api-keys/index.ts'
import { platformErrors } from '../platform/errors/index.ts'
import { rateLimitHook } from '../platform/http/index.ts'
import { clientKey, type Limit, type Limiter } from '../platform/limits/index.ts'

type RequestCheckDeps = {
  limits: Pick<Config['limits'], 'api' | 'key'>
  createLimiter: (name: string, limit: Limit | null) => Limiter | null
  authentication: Pick<KeyAuthentication, 'claimedUserId' | 'keyIdOf' | 'checkKey'>
  isKeyRequest: (req: FastifyRequest) => boolean
}

/**
 * Logins to one account from everywhere may be this many times those from one address; requests for images
 * may be this many times other requests.
 */
const crowdSize = 10

export const widen = (limit: Limit | null) => limit && { ...limit, count: limit.count * crowdSize }

/** A hook that counts every request against the limits of the API, and checks its key. */
export function createRequestCheck({
  limits,
  createLimiter,
  authentication,
  isKeyRequest,
}: RequestCheckDeps) {
  const limitEach = (
    name: string,
    limit: Limit | null,
    concerns: (req: FastifyRequest) => boolean,
    keyOf = authentication.claimedUserId,
  ) => {
    const check = rateLimitHook({
      name,
      limiter: createLimiter(name, limit),
      refusal: platformErrors.rate_limited,
      keyOf: async (req) => (await keyOf(req)) ?? clientKey(req.ip),
    })
    return limit ? [{ concerns, check }] : []
  }
  const isCounted = (req: FastifyRequest) => !req.routeOptions.config.unlimited
  const isPagePart = ({ routeOptions: { config } }: FastifyRequest) => config.isPagePart === true
  const everyLimit = [
    ...limitEach('key', limits.key, (req) => isCounted(req) && isKeyRequest(req), authentication.keyIdOf),
    ...limitEach('api', limits.api, (req) => isCounted(req) && !isPagePart(req) && !isKeyRequest(req)),
    // A page of the gallery is one request, and a hundred for what it shows.
    ...limitEach('images', widen(limits.api), isPagePart),
  ]
  /** One hook, because each asynchronous hook costs about a hundredth of a short request. */
  return async (req: FastifyRequest, reply: FastifyReply) => {
    for (const { concerns, check } of everyLimit) if (concerns(req)) await check(req, reply)
    if (isKeyRequest(req)) await authentication.checkKey(req)
  }
}
