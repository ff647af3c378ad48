/**
 * api-keys: keys with which programs use an account. A key has scopes, and may have an expiry, a limit of
 * credits for each month, and origins and addresses from which it may be used. A call declares in its
 * operation which scope allows it; a call that declares none refuses keys.
 */
export {
  createKeyAuthentication,
  type KeyAuthentication,
} from './authenticate.ts'
export { apiKeyErrors } from './errors.ts'
export { keySpendFragments } from './key-spend-store.ts'
export { revokedReason, revokeKeyIn, revokeKeysSince } from './manage-keys.ts'
export { presentKey, presentUse } from './present.ts'
export { apiKeyRoutes } from './routes.ts'
export { type Scope, scopes } from './scopes.ts'
export { findSpendRefusal, listKeys, listUses, purgeApiKeys } from './store.ts'
export { presentedKey } from './token.ts'
export { createUseRecorder } from './use-recorder.ts'
