import type { IncomingMessage, ServerResponse } from 'node:http'
import { errors, type Provider } from 'oidc-provider'
import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import { connectApp } from './connect-app.ts'
import { type AppRequest, describeRequest, resourcesOf } from './describe-request.ts'
import { oauthServerErrors } from './errors.ts'
import type { Resources } from './resources.ts'
import { consumeToken, decideDeviceRequest, findDeviceRequest, hashToken } from './token-store.ts'

export type DecideDeps = {
  db: Db
  provider: Provider
  resources: Resources
  tokenKey: Uint8Array
  enqueueEmail: EnqueueEmail
}

/** A request of a browser. It carries the cookie that ties it to the browser in which the program began. */
export type BrowserRequest = { id: string; req: IncomingMessage; res: ServerResponse }

type Decision = { userId: string; isAllowed: boolean }

/** @throws AppError `authorization_request_not_found`. */
export async function showRequest(deps: DecideDeps, browser: BrowserRequest): Promise<AppRequest> {
  const { params } = await findInteraction(deps, browser)
  return describe(deps, params, oauthServerErrors.authorization_request_not_found)
}

/**
 * Decides about a request in a browser, once.
 *
 * @returns where the browser goes now.
 * @throws AppError `authorization_request_not_found`, also when it was decided before; `too_many_apps`.
 */
export async function decideRequest(
  deps: DecideDeps,
  browser: BrowserRequest,
  { userId, isAllowed }: Decision,
  origin: Origin,
): Promise<string> {
  const { db, provider, resources, tokenKey, enqueueEmail } = deps
  const { params, uid } = await findInteraction(deps, browser)
  const request = await describe(deps, params, oauthServerErrors.authorization_request_not_found)
  const app = await db.transaction(async (tx) => {
    if (!(await consumeToken(tx, hashToken(tokenKey, 'Interaction', uid))))
      throw new AppError(oauthServerErrors.authorization_request_not_found)
    if (!isAllowed) return undefined
    const granted = resourcesOf(params, request, resources)
    return connectApp(tx, { userId, request, resources: granted }, origin)
  })
  if (app) enqueueEmail(app.emailId)
  const result = app
    ? { login: { accountId: userId, remember: false }, consent: { grantId: app.id } }
    : { error: 'access_denied', error_description: 'The user has refused' }
  return provider.interactionResult(browser.req, browser.res, result, { mergeWithLastSubmission: false })
}

/** @throws AppError `device_code_not_found`. */
export async function showDevice(deps: DecideDeps, userCode: string): Promise<AppRequest> {
  const { request } = await findDevice(deps, userCode)
  return request
}

/**
 * Decides about the request of a device, once.
 *
 * @throws AppError `device_code_not_found`, also when it was decided before; `too_many_apps`.
 */
export async function decideDevice(
  deps: DecideDeps,
  userCode: string,
  { userId, isAllowed }: Decision,
  origin: Origin,
): Promise<void> {
  const { db, resources, enqueueEmail } = deps
  const { hash, params, request } = await findDevice(deps, userCode)
  const emailId = await db.transaction(async (tx) => {
    if (!isAllowed) {
      await decideOnce(tx, hash, { appId: null, error: 'access_denied' })
      return undefined
    }
    const granted = resourcesOf(params, request, resources)
    const app = await connectApp(tx, { userId, request, resources: granted }, origin)
    const identifiers = Object.keys(granted)
    await decideOnce(tx, hash, {
      ...{ appId: app.id, grantId: app.id, accountId: userId, scope: request.scopes.join(' ') },
      resource: identifiers.length === 1 ? identifiers[0] : identifiers,
    })
    return app.emailId
  })
  if (emailId) enqueueEmail(emailId)
}

async function decideOnce(...decision: Parameters<typeof decideDeviceRequest>): Promise<void> {
  if (!(await decideDeviceRequest(...decision))) throw new AppError(oauthServerErrors.device_code_not_found)
}

async function findInteraction({ provider }: DecideDeps, { id, req, res }: BrowserRequest) {
  try {
    const interaction = await provider.interactionDetails(req, res)
    if (interaction.uid === id) return interaction
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) throw error
  }
  throw new AppError(oauthServerErrors.authorization_request_not_found)
}

async function findDevice(deps: DecideDeps, userCode: string) {
  const code = userCode.toUpperCase().replace(/[^A-Z]/g, '')
  const hash = hashToken(deps.tokenKey, 'UserCode', code)
  const device = await findDeviceRequest(deps.db, hash)
  if (!device) throw new AppError(oauthServerErrors.device_code_not_found)
  const { clientId, params: asked } = device
  const params = { ...(asked as Record<string, unknown>), client_id: clientId }
  return { hash, params, request: await describe(deps, params, oauthServerErrors.device_code_not_found) }
}

async function describe(
  { provider, resources }: DecideDeps,
  params: Record<string, unknown>,
  missing: ConstructorParameters<typeof AppError>[0],
): Promise<AppRequest> {
  const client = await provider.Client.find(String(params.client_id))
  if (!client) throw new AppError(missing)
  return describeRequest(client, params, resources)
}
