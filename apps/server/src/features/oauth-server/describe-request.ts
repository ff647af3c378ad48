import type { Client } from 'oidc-provider'
import type { AppScope, TokenAudience } from '../api-keys/index.ts'
import { ownClients } from './open-provider.ts'
import { audienceOf, type Resources, selectScopes } from './resources.ts'

/** What a program asks for, as far as a person needs to know it. */
export type AppRequest = {
  client: {
    id: string
    name: string
    /**
     * Who it is: `own`: our command line; `host`: the program of the host that publishes its metadata;
     * `unknown`: it only says who it is.
     */
    identity: 'own' | 'host' | 'unknown'
    /** The host that publishes its metadata, or that it names as its own. */
    host: string | null
  }
  /** Where the browser goes after the decision; null: nowhere, for a device. */
  redirect: { kind: 'host' | 'own computer' | 'installed app'; host: string; isClientHost: boolean } | null
  resource: TokenAudience
  scopes: AppScope[]
}

/** The parameters of a request that was checked by the library. */
export type RequestParams = Record<string, unknown>

export function describeRequest(client: Client, params: RequestParams, resources: Resources): AppRequest {
  const { clientId, clientName, clientUri } = client
  const isPublished = clientId.startsWith('https://')
  const isOwn = ownClients.includes(clientId)
  const host = isOwn ? null : hostOf(isPublished ? clientId : clientUri)
  const { redirect_uri: redirectUri, scope } = params
  const resource = audienceIn(params, resources)
  return {
    client: {
      id: clientId,
      name: clientName ?? host ?? 'App',
      identity: isOwn ? 'own' : isPublished ? 'host' : 'unknown',
      host,
    },
    redirect: typeof redirectUri === 'string' ? describeRedirect(redirectUri, host) : null,
    resource,
    scopes: selectScopes(resource, typeof scope === 'string' ? scope : undefined),
  }
}

/** By resource: the scopes that the request gets if it is allowed. */
export function resourcesOf(
  params: RequestParams,
  { scopes }: AppRequest,
  resources: Resources,
): Record<string, string> {
  const allowed = scopes.join(' ')
  return Object.fromEntries(identifiersIn(params, resources).map((identifier) => [identifier, allowed]))
}

/** If it is for several, it is for the one that allows the most. */
function audienceIn(params: RequestParams, resources: Resources): TokenAudience {
  const audiences = identifiersIn(params, resources).map((one) => audienceOf(resources, one))
  return audiences.includes('api') ? 'api' : 'mcp'
}

function identifiersIn({ resource }: RequestParams, resources: Resources): string[] {
  const named = [resource ?? []].flat().filter((one) => typeof one === 'string')
  return named.length > 0 ? named : [resources.api]
}

function describeRedirect(uri: string, clientHost: string | null): AppRequest['redirect'] {
  const { protocol, hostname, host } = new URL(uri)
  if (protocol !== 'https:' && protocol !== 'http:')
    return { kind: 'installed app', host: protocol.slice(0, -1), isClientHost: false }
  const isOwnComputer = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return {
    kind: isOwnComputer ? 'own computer' : 'host',
    host,
    isClientHost: clientHost !== null && hostname === new URL(`https://${clientHost}`).hostname,
  }
}

const hostOf = (url: string | undefined) =>
  url !== undefined && URL.canParse(url) ? new URL(url).host : null
