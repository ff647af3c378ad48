import type { FastifyRequest } from 'fastify'
import { batchCalls, type Db } from '../../platform/db/index.ts'
import { platformErrors } from '../../platform/errors/index.ts'
import { bareAddress } from '../../platform/limits/index.ts'
import type { SessionAuthentication, SessionCaller } from '../sessions/index.ts'
import { apiKeyErrors } from './errors.ts'
import { type KeyUse, refuse, refuseScope, refuseUse } from './refuse-use.ts'
import { appScopes, type Scope } from './scopes.ts'
import { type FoundKey, findKeys, findLiveKeys } from './store.ts'
import { hashKey, isAccessToken, isWellFormed, presentedKey } from './token.ts'
import type { UseRecorder } from './use-recorder.ts'

export type KeyAuthenticationDeps = {
  db: Db
  sessions: SessionAuthentication
  uses: UseRecorder
  /** Whether an `Origin` is one of ours, for a request to this host. */
  isOwnOrigin: (origin: string, host: string) => boolean
}

/** Sessions and keys. Its members treat a caller with a key like one with a session. */
export type KeyAuthentication = SessionAuthentication & {
  /** The id of the key that the request presents, if there is such a key; for limits, before any check. */
  keyIdOf(req: FastifyRequest): Promise<string | undefined>
  /**
   * A hook for every call, after the limits: checks a key that is presented, also where none is needed, and
   * records its use.
   */
  checkKey(req: FastifyRequest): Promise<void>
  /**
   * For a route that several calls share (`scopeByCall`): checks the scopes of the request's key for one of
   * them, and records the use. Any of the scopes allows the call.
   *
   * @throws AppError `insufficient_scope`, which names the first; `no_token` without a key.
   */
  requireScope(req: FastifyRequest, call: string, anyOf: readonly [Scope, ...Scope[]]): void
  /** For a socket with a key: undefined if it is refused. */
  findSocketCaller(key: string, use: Omit<KeyUse, 'scope'>): Promise<SessionCaller | undefined>
}

/** What a socket sends, a key with this scope may read. */
const socketScope: Scope = 'pictures:read'

/**
 * Adds keys to the authentication of sessions. Which calls a key may make is a part of their operations: the
 * scope that allows them, or none. Keys are read from the database at every request, many in one statement,
 * without a cache: a revoked key is refused from the commit of its revocation on.
 */
export function createKeyAuthentication({
  db,
  sessions,
  uses,
  isOwnOrigin,
}: KeyAuthenticationDeps): KeyAuthentication {
  const loadKey = batchCalls(async (hashes: string[]) => {
    const found = await findKeys(db, hashes)
    return new Map(found.map((key) => [key.secretHash, key]))
  })
  const isKeyAlive = batchCalls(async (ids: string[]) => {
    const found = await findLiveKeys(db, ids)
    return new Map(found.map(({ id }) => [id, true]))
  })
  const found = new WeakMap<FastifyRequest, Promise<FoundKey | undefined>>()
  const callers = new WeakMap<FastifyRequest, SessionCaller>()
  const checked = new WeakMap<FastifyRequest, FoundKey>()

  async function findKey(req: FastifyRequest): Promise<FoundKey | undefined> {
    const known = found.get(req)
    if (known) return known
    const text = presentedKey(req.headers.authorization)
    return text && isWellFormed(text) ? findWellFormed(req, text) : undefined
  }

  function findWellFormed(req: FastifyRequest, text: string): Promise<FoundKey | undefined> {
    const key = found.get(req) ?? loadKey(hashKey(text))
    found.set(req, key)
    return key
  }

  return {
    ...sessions,
    keyIdOf: async (req) => (await findKey(req))?.keyId,
    async checkKey(req) {
      const text = presentedKey(req.headers.authorization)
      if (text === undefined) return
      if (!isWellFormed(text)) throw refuse(apiKeyErrors.malformed_api_key)
      const key = await findWellFormed(req, text)
      if (!key)
        throw refuse(isAccessToken(text) ? apiKeyErrors.invalid_access_token : apiKeyErrors.invalid_api_key)
      req.log = req.log.child({ apiKeyId: key.keyId })
      const address = bareAddress(req.ip)
      const { origin } = req.headers
      const refusal = refuseUse(key, {
        address,
        origin,
        isOwnOrigin: origin !== undefined && isOwnOrigin(origin, req.host),
        scope: scopeOf(req),
        isMcp: req.routeOptions.config.isMcp === true,
      })
      const call = `${req.method} ${req.routeOptions.url}`
      uses.record({ keyId: key.keyId, call, address: address ?? 'unknown', isRefused: refusal !== undefined })
      if (refusal) throw refusal
      callers.set(req, callerWith(key))
      checked.set(req, key)
    },
    requireScope(req, call, anyOf) {
      const key = checked.get(req)
      if (!key) throw refuse(platformErrors.no_token)
      const isRefused = !anyOf.some((scope) => key.scopes.includes(scope))
      const address = bareAddress(req.ip) ?? 'unknown'
      uses.record({ keyId: key.keyId, call, address, isRefused })
      if (isRefused) throw refuseScope(key, anyOf[0])
    },
    async findSocketCaller(text, use) {
      const key = isWellFormed(text) ? await loadKey(hashKey(text)) : undefined
      if (!key) return undefined
      const isRefused = refuseUse(key, { ...use, scope: socketScope }) !== undefined
      uses.record({ keyId: key.keyId, call: 'socket', address: use.address ?? 'unknown', isRefused })
      return isRefused ? undefined : callerWith(key)
    },
    isSessionAlive: async (id) => (await sessions.isSessionAlive(id)) || (await isKeyAlive(id)) === true,
    async requireCaller(req, reply) {
      if (!callers.has(req)) await sessions.requireCaller(req, reply)
    },
    callerOf: (req) => callers.get(req) ?? sessions.callerOf(req),
    findCaller: async (req) => callers.get(req) ?? sessions.findCaller(req),
    async claimedUserId(req) {
      if (presentedKey(req.headers.authorization) === undefined) return sessions.claimedUserId(req)
      return (await findKey(req))?.userId
    },
    async isStillValid(tx, caller) {
      const { apiKeyId } = caller
      if (apiKeyId === undefined) return sessions.isStillValid(tx, caller)
      return (await findLiveKeys(tx, [apiKeyId])).length > 0
    },
  }
}

/** What the operation of the route declares. */
function scopeOf({ routeOptions: { schema, config }, method }: FastifyRequest): KeyUse['scope'] {
  if (config.scopeByCall) return 'none'
  const { scope, access } = (schema ?? {}) as { scope?: string; access?: string }
  if (scope !== undefined) return appScopes.find((known) => known === scope)
  return access === 'visitor' && (method === 'GET' || method === 'HEAD') ? 'none' : undefined
}

/** A key takes the place of a session: streams and sockets end with it. */
function callerWith(key: FoundKey): SessionCaller {
  const { userId, email, name, avatar, credits, plan, role, emailVerified, keyId } = key
  return {
    ...{ userId, email, name, avatar, credits, plan, role, emailVerified },
    ...{ sessionId: keyId, apiKeyId: keyId },
    ...{ isMultiFactor: false, provedAgoSeconds: Number.POSITIVE_INFINITY },
  }
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A key needs no scope for the route itself: its handler calls `requireScope`. */
    scopeByCall?: boolean
    /** Access tokens for `/mcp` alone are accepted. */
    isMcp?: boolean
  }
}
