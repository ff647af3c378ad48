import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Db } from '../../platform/db/index.ts'
import type { CookieOptions } from '../../platform/http/index.ts'
import type { Log } from '../../platform/log/index.ts'
import type { Outbound } from '../../platform/outbound/index.ts'
import type { Disconnect } from '../api-keys/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import type { DecideDeps } from './decide-request.ts'
import { openProvider } from './open-provider.ts'
import type { RegisterClientDeps } from './register-client.ts'
import { createRequestContexts, type RequestContext } from './request-context.ts'
import { resourcesAt } from './resources.ts'
import { createRevokeApp } from './revoke-app.ts'

export type OauthServerDeps = {
  db: Db
  keys: { cookie: Uint8Array; signing: Uint8Array; token: Uint8Array; clientSecret: Uint8Array }
  cookies: CookieOptions
  outbound: Outbound
  publicUrl: () => string
  pagesUrl: () => string
  disconnect: Disconnect
  enqueueEmail: EnqueueEmail
  log: Log
}

export type OauthServer = {
  /** Answers a request for the library. */
  answer(req: IncomingMessage, res: ServerResponse, context: Omit<RequestContext, 'writes'>): Promise<void>
  deciding: DecideDeps
  registering: RegisterClientDeps
}

export function openServer({ keys, enqueueEmail, disconnect, ...deps }: OauthServerDeps): OauthServer {
  const { db } = deps
  const contexts = createRequestContexts(db)
  const revokeApp = createRevokeApp({ contexts, disconnect, enqueueEmail })
  const provider = openProvider({ ...deps, keys, contexts, revokeApp })
  const answer = provider.callback()
  const resources = resourcesAt(deps.publicUrl())
  return {
    answer: (req, res, context) => contexts.run(context, () => answer(req, res)),
    deciding: { db, provider, resources, tokenKey: keys.token, enqueueEmail },
    registering: { db, provider, secretKey: keys.clientSecret },
  }
}
