import { randomBytes } from 'node:crypto'
import { type ClientMetadata, errors, type Provider } from 'oidc-provider'
import { uuidv7 } from 'uuidv7'
import type { Db } from '../../platform/db/index.ts'
import { bounds } from './bounds.ts'
import { completeMetadata } from './client-metadata.ts'
import { countClientsUpTo, insertClient } from './client-store.ts'

export type RegisterClientDeps = { db: Db; provider: Provider; secretKey: Uint8Array }

/** The answer in the form of RFC 7591, section 3.2. */
export type Registration = { status: number; body: Record<string, unknown> }

/** Registers a program that describes itself (RFC 7591). Every field is what it says of itself. */
export async function registerClient(deps: RegisterClientDeps, given: unknown): Promise<Registration> {
  const { db, provider, secretKey } = deps
  const described = completeMetadata(given)
  if (described === given || isTooLarge(described))
    return refuse(
      'invalid_client_metadata',
      'the metadata is no JSON object, or has too many or too long addresses',
    )
  if ((await countClientsUpTo(db, bounds.clientsMax)) >= bounds.clientsMax)
    return { status: 503, body: { error: 'temporarily_unavailable' } }
  const { token_endpoint_auth_method: method, ...rest } = described as ClientMetadata
  const id = uuidv7()
  const metadata = {
    ...rest,
    ...{
      token_endpoint_auth_method: method,
      client_id: id,
      client_id_issued_at: Math.floor(Date.now() / 1000),
    },
    ...(method !== 'none' && {
      client_secret: randomBytes(32).toString('base64url'),
      client_secret_expires_at: 0,
    }),
  }
  try {
    await provider.Client.validate(metadata)
  } catch (error) {
    if (!(error instanceof errors.OIDCProviderError)) throw error
    return refuse(error.error, error.error_description)
  }
  await insertClient(db, { id, metadata }, secretKey)
  return { status: 201, body: metadata }
}

const refuse = (error: string, error_description: string | undefined): Registration => ({
  status: 400,
  body: { error, error_description },
})

function isTooLarge(metadata: unknown): boolean {
  const { redirect_uris: uris, client_uri: uri } = metadata as Record<string, unknown>
  if (!Array.isArray(uris) || uris.length > bounds.redirectUrisMax) return true
  return [...uris, uri ?? ''].some((one) => typeof one !== 'string' || one.length > bounds.urlCharsMax)
}
