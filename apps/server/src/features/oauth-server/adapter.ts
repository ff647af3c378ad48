import { type Adapter, type AdapterPayload, errors } from 'oidc-provider'
import type { Db } from '../../platform/db/index.ts'
import {
  type AppScope,
  appScopes,
  extendApp,
  findAccessToken,
  insertAccessToken,
  type TokenAudience,
} from '../api-keys/index.ts'
import { bounds } from './bounds.ts'
import { findClient } from './client-store.ts'
import { findGrant } from './grant-store.ts'
import type { RequestContexts } from './request-context.ts'
import type { RevokeApp } from './revoke-app.ts'
import {
  consumeToken,
  deleteToken,
  findToken,
  hashToken,
  pollToken,
  type StoredToken,
  saveToken,
  type TokenKind,
} from './token-store.ts'

export type AdapterDeps = {
  db: Db
  contexts: RequestContexts
  revokeApp: RevokeApp
  keys: { token: Uint8Array; clientSecret: Uint8Array }
}

/** A code or refresh token that another request has used at the same moment, or whose app was revoked. */
export class TokenReusedError extends Error {
  override readonly name = 'TokenReusedError'
  readonly appId: string | undefined

  constructor(appId: string | undefined) {
    super('a code or a refresh token was used twice')
    this.appId = appId
  }
}

/** Where the library's models are stored. `name` is that of a model. */
export function createAdapter(deps: AdapterDeps, name: string): Adapter {
  if (name === 'Client') return clientAdapter(deps)
  if (name === 'Grant') return grantAdapter(deps)
  if (name === 'AccessToken') return accessTokenAdapter(deps)
  if (isStored(name)) return tokenAdapter(deps, name)
  return nothing
}

const isStored = (name: string): name is TokenKind =>
  ['AuthorizationCode', 'RefreshToken', 'DeviceCode', 'Interaction'].includes(name)

/**
 * For sessions of the library, which are of no use beside our own, and for models of features that are off.
 */
const nothing: Adapter = {
  find: async () => undefined,
  findByUid: async () => undefined,
  findByUserCode: async () => undefined,
  upsert: async () => undefined,
  consume: async () => undefined,
  destroy: async () => undefined,
  revokeByGrantId: async () => undefined,
}

const clientAdapter = ({ db, keys }: AdapterDeps): Adapter => ({
  ...nothing,
  find: (id) => findClient(db, id, keys.clientSecret),
})

/** The grant of an app has the app's id. It is written when the user decides, not by the library. */
const grantAdapter = ({ db, revokeApp }: AdapterDeps): Adapter => ({
  ...nothing,
  async find(id) {
    const grant = await findGrant(db, id)
    if (!grant) return undefined
    const { userId: accountId, clientId, resources } = grant
    return { kind: 'Grant', jti: id, accountId, clientId, resources, iat: 0, exp: endOfTime }
  },
  destroy: revokeApp,
})

const endOfTime = 2 ** 33

const accessTokenAdapter = ({ db, contexts, revokeApp }: AdapterDeps): Adapter => ({
  ...nothing,
  async find(text) {
    const token = await findAccessToken(db, text)
    const grant = token && (await findGrant(db, token.appId))
    if (!token || !grant) return undefined
    const { appId: grantId, userId: accountId, audience: aud, scopes, createdAt, endsAt } = token
    return {
      ...{ kind: 'AccessToken', jti: text, format: 'opaque', accountId, grantId, clientId: grant.clientId },
      ...{ aud, scope: scopes.join(' '), iat: toSeconds(createdAt), exp: toSeconds(endsAt) },
    }
  },
  upsert: (text, { grantId: appId = '', aud, scope, exp = 0 }) =>
    contexts.write({
      async apply(tx) {
        const expiresAt = toDate(exp)
        const token = { text, appId, audience: aud as TokenAudience, scopes: scopesIn(scope), expiresAt }
        if (!(await insertAccessToken(tx, token))) throw new TokenReusedError(undefined)
        await extendApp(tx, appId, expiresAt)
      },
    }),
  // The library then revokes the grant, and with it all its tokens.
  revokeByGrantId: revokeApp,
})

function tokenAdapter({ db, contexts, revokeApp, keys }: AdapterDeps, kind: TokenKind): Adapter {
  const hash = (token: string) => hashToken(keys.token, kind, token)

  async function find(id: string): Promise<StoredToken | undefined> {
    if (kind !== 'DeviceCode') return findToken(db, hash(id))
    const token = await pollToken(db, hash(id), bounds.pollSecondsMin)
    const isPending = token?.payload.accountId === undefined && token?.payload.error === undefined
    if (token?.isTooSoon && isPending) throw new errors.SlowDown()
    return token
  }

  return {
    ...nothing,
    async find(id) {
      const token = await find(id)
      if (!token) return undefined
      const consumed = token.consumedAt && toSeconds(token.consumedAt)
      return { ...token.payload, jti: id, ...(consumed !== null && { consumed }) } as AdapterPayload
    },
    upsert(id, { jti: _, consumed: __, ...payload }) {
      const { grantId, userCode, exp = 0 } = payload
      const appId = typeof grantId === 'string' ? grantId : null
      const userCodeHash = typeof userCode === 'string' ? hashToken(keys.token, 'UserCode', userCode) : null
      const token = { hash: hash(id), kind, appId, userCodeHash, payload, expiresAt: toDate(exp) }
      return contexts.write({
        async apply(tx) {
          await saveToken(tx, token)
          if (kind === 'RefreshToken' && appId) await extendApp(tx, appId, token.expiresAt)
        },
      })
    },
    async consume(id) {
      const token = await findToken(db, hash(id))
      const appId = token?.payload.grantId
      await contexts.write({
        async apply(tx) {
          if (!(await consumeToken(tx, hash(id))))
            throw new TokenReusedError(typeof appId === 'string' ? appId : undefined)
        },
      })
    },
    async destroy(id) {
      // A token that is destroyed is revoked with its grant.
      if (kind === 'Interaction') await contexts.write({ apply: (tx) => deleteToken(tx, hash(id)) })
    },
    revokeByGrantId: revokeApp,
  }
}

const toSeconds = (moment: Date) => Math.floor(moment.getTime() / 1000)
const toDate = (seconds: number) => new Date(seconds * 1000)
const scopesIn = (text = ''): AppScope[] => appScopes.filter((scope) => text.split(' ').includes(scope))
