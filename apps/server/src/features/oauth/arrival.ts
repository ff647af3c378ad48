import type { Origin } from '../../platform/http/index.ts'
import type { Identity } from './identity.ts'
import type { ProviderName } from './tables.ts'

/** Who comes, from where. */
export type Arrival = { provider: ProviderName; identity: Identity; origin: Origin; deviceHash: string }
