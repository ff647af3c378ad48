import type { Origin } from '../../platform/http/index.ts'
import type { Identity } from './identity.ts'
import type { ProviderName } from './tables.ts'

/** A user whom a provider has identified, and where the request comes from. */
export type ProviderSignIn = {
  provider: ProviderName
  identity: Identity
  origin: Origin
  deviceHash: string
}
