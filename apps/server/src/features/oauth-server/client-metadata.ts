import { cutCharacters } from '../../platform/text/index.ts'
import { bounds } from './bounds.ts'

export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'
const grantTypes = ['authorization_code', 'refresh_token', deviceGrant]
const authMethods = ['none', 'client_secret_basic', 'client_secret_post']
const kept = ['client_id', 'client_name', 'client_uri', 'redirect_uris'] as const

/**
 * What is kept of a client's metadata (RFC 7591, section 2), completed: a client is public unless it asks for
 * a secret. It is treated as a native application, to which any port of the own computer may be returned (RFC
 * 8252, 7.3), and http to no other host. A value that is no object stays as it is.
 */
export function completeMetadata(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given
  const metadata = given as Record<string, unknown>
  const { grant_types: asked, token_endpoint_auth_method: method, client_name: name } = metadata
  const grants = Array.isArray(asked)
    ? grantTypes.filter((type) => asked.includes(type))
    : grantTypes.slice(0, 2)
  const isReturnedTo = grants.includes('authorization_code')
  return {
    ...Object.fromEntries(kept.flatMap((key) => (key in metadata ? [[key, metadata[key]]] : []))),
    ...(typeof name === 'string' && { client_name: readName(name) }),
    ...(!('redirect_uris' in metadata) && { redirect_uris: [] }),
    grant_types: grants,
    response_types: isReturnedTo ? ['code'] : [],
    token_endpoint_auth_method: authMethods.includes(String(method)) ? method : 'none',
    application_type: 'native',
  }
}

/** One line without characters that change how the text around it is shown. */
const readName = (name: string) =>
  cutCharacters(name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim(), bounds.clientNameCharsMax) || 'App'
