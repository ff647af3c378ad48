import { createHash, createHmac, createSecretKey, randomBytes } from 'node:crypto'
import { jwtVerify } from 'jose'
import { LRUCache } from 'lru-cache'
import { isUuid } from '../../platform/db/index.ts'
import { accessTokenSeconds } from './lifetimes.ts'

export type AccessClaims = { userId: string; sessionId: string }

/**
 * Access tokens: JWTs (RFC 7519) that name a user and a session. The database says whether that session is
 * alive.
 */
export type AccessTokens = {
  sign(claims: AccessClaims): string
  /** @returns undefined for a token that is forged, expired, or not an access token of this service. */
  verify(token: string): Promise<AccessClaims | undefined>
  /** The same at once, for a token that was verified before; undefined for all others. */
  recall(token: string): AccessClaims | undefined
}

const issuer = 'chatsvg'
const audience = 'chatsvg:api'
/** Media type of access tokens (RFC 9068, section 2.1): no other token of ours is accepted as one. */
const tokenType = 'at+jwt'
const verifiedTokensMax = 10_000

export function createAccessTokens(secret: Uint8Array): AccessTokens {
  // Imported once: jose would do it again for every token. Tokens are signed without jose, which uses
  // WebCrypto: there an HMAC of 200 bytes waits for a thread.
  const key = createSecretKey(secret)
  // A valid signature stays valid: only the expiry has to be checked again.
  const verified = new LRUCache<string, AccessClaims & { expiresAtMs: number }>({ max: verifiedTokensMax })
  function recall(token: string): AccessClaims | undefined {
    const known = verified.get(token)
    return known && known.expiresAtMs > Date.now() ? known : undefined
  }
  return {
    recall,
    sign({ userId, sessionId }) {
      const nowSeconds = Math.floor(Date.now() / 1000)
      const payload = {
        sid: sessionId,
        sub: userId,
        iss: issuer,
        aud: audience,
        iat: nowSeconds,
        exp: nowSeconds + accessTokenSeconds,
      }
      const signed = `${header}.${encode(payload)}`
      return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
    },
    async verify(token) {
      if (verified.has(token)) return recall(token)
      const answer = await jwtVerify(token, key, {
        algorithms: ['HS256'],
        typ: tokenType,
        issuer,
        audience,
        requiredClaims: ['sub', 'exp', 'sid'],
      }).catch(() => undefined)
      const { sub, sid, exp } = answer?.payload ?? {}
      if (!isId(sub) || !isId(sid) || exp === undefined) return undefined
      const claims = { userId: sub, sessionId: sid, expiresAtMs: exp * 1000 }
      verified.set(token, claims)
      return claims
    },
  }
}

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
/** The first part of every token, a JWS in its compact form (RFC 7515, section 7.1). */
const header = encode({ alg: 'HS256', typ: tokenType })

const isId = (claim: unknown): claim is string => typeof claim === 'string' && isUuid(claim)

const refreshTokenBytes = 32

export const createRefreshToken = () => randomBytes(refreshTokenBytes).toString('base64url')

/**
 * The successor of a refresh token. It is derived and not random, so that all requests that rotate the same
 * token at the same time get the same one, without the token being stored.
 */
export function deriveSuccessor(token: string, key: Uint8Array): string {
  return createHmac('sha256', key).update(token).digest('base64url')
}

/**
 * What the database holds instead of the token: SHA-256, hexadecimal. The token has 256 random bits, so no
 * salt is needed.
 */
export const hashRefreshToken = (token: string) => createHash('sha256').update(token).digest('hex')
