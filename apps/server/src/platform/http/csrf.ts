import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { LRUCache } from 'lru-cache'
import { AppError, platformErrors } from '../errors/index.ts'
import { type CookieOptions, readTwinCookie, renderTwinCookies } from './cookies.ts'
import type { OriginPolicy } from './origins.ts'

const cookieName = 'csrf-token'
const headerName = 'x-csrf-token'
const maxAgeSeconds = 24 * 60 * 60
const readMethods = new Set(['GET', 'HEAD', 'OPTIONS'])
const verifiedTokensMax = 2_000

/** Whether the request changes nothing, so that no other site gains by causing it. */
export const isRead = ({ method }: FastifyRequest): boolean => readMethods.has(method)

/**
 * Signed double submit (OWASP Cross-Site Request Forgery Prevention Cheat Sheet): a random value and its
 * HMAC, in a cookie that only our pages can read and in a header that only they can send. The value is not
 * bound to a session, because clients keep one for the lifetime of a page, across login and logout. The
 * `Origin` check covers what that leaves open.
 */
export type CsrfGuard = {
  /** The caller's token, still valid or newly created, with its cookie renewed. */
  issueToken(req: FastifyRequest, reply: FastifyReply): string
  /**
   * @throws AppError `invalid_csrf_token` or `foreign_origin` for a write that another site may have caused.
   */
  checkWrite(req: FastifyRequest, reply: FastifyReply): void
}

export function createCsrfGuard(
  key: Uint8Array,
  origins: OriginPolicy,
  cookies: CookieOptions,
  sessionCookies: string[],
  isKeyRequest: (req: FastifyRequest) => boolean = () => false,
): CsrfGuard {
  // A valid signature stays valid, and a token is renewed with the same cookies each time.
  const cookiesOfTokens = new LRUCache<string, string[]>({ max: verifiedTokensMax })
  const shape = { path: '/', httpOnly: false, maxAgeSeconds }
  /** @returns whether the token is ours. If not, nothing is set. */
  function renew(reply: FastifyReply, token: string): boolean {
    let rendered = cookiesOfTokens.get(token)
    if (!rendered) {
      if (!isSigned(token, key)) return false
      rendered = renderTwinCookies(reply.server.serializeCookie, cookieName, token, cookies, shape)
      cookiesOfTokens.set(token, rendered)
    }
    // A copy, to which the cookies that are set later may be appended.
    reply.header('set-cookie', [...rendered])
    return true
  }

  return {
    issueToken(req, reply) {
      const current = readTwinCookie(req.cookies, cookieName)
      if (current && renew(reply, current)) return current
      const token = createToken(key)
      renew(reply, token)
      return token
    },
    checkWrite(req, reply) {
      // No cookie of a request with an API key is read, and its origin is checked with the key.
      if (isRead(req) || isKeyRequest(req)) return
      const { origin } = req.headers
      if (
        origin !== undefined
          ? !origins.isAllowed(origin, req.host)
          : req.headers['sec-fetch-site'] === 'cross-site'
      ) {
        throw new AppError(platformErrors.foreign_origin, { members: blocked })
      }
      if (isBearerOnly(req, sessionCookies)) return
      const fromCookie = readTwinCookie(req.cookies, cookieName) ?? ''
      const fromHeader = req.headers[headerName]
      if (typeof fromHeader !== 'string' || !areEqual(fromHeader, fromCookie) || !renew(reply, fromCookie)) {
        throw new AppError(platformErrors.invalid_csrf_token, { members: blocked })
      }
    },
  }
}

const blocked = { message: 'Request blocked for security reasons' }

/**
 * A caller with a bearer token and without a session cookie: no browser sends such a request for another
 * site.
 */
function isBearerOnly(req: FastifyRequest, sessionCookies: string[]): boolean {
  return (
    /^Bearer \S/i.test(req.headers.authorization ?? '') &&
    !sessionCookies.some((name) => readTwinCookie(req.cookies, name))
  )
}

function createToken(key: Uint8Array): string {
  const value = randomBytes(32).toString('base64url')
  return `${value}.${sign(value, key)}`
}

function isSigned(token: string, key: Uint8Array): boolean {
  const [value, signature, ...rest] = token.split('.')
  return (
    value !== undefined &&
    signature !== undefined &&
    rest.length === 0 &&
    areEqual(signature, sign(value, key))
  )
}

const sign = (value: string, key: Uint8Array) => createHmac('sha256', key).update(value).digest('base64url')

function areEqual(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && a.length > 0 && timingSafeEqual(a, b)
}
