/**
 * api-keys: keys with which programs use an account. A key has scopes, and may have an expiry, a limit of
 * credits for each month, and origins and addresses from which it may be used. A call declares in its
 * operation which scope allows it; a call that declares none refuses keys. An app that a user has connected
 * is a key whose secrets are access tokens.
 */
export {
  extendApp,
  findAccessToken,
  insertAccessToken,
  insertApp,
  type TokenAudience,
} from './app-store.ts'
export {
  createKeyAuthentication,
  type KeyAuthentication,
} from './authenticate.ts'
export { apiKeyErrors } from './errors.ts'
export { keySpendFragments } from './key-spend-store.ts'
export {
  type Disconnect,
  revokedReason,
  revokeKey,
  revokeKeyIn,
  revokeKeys,
  revokeKeysSince,
} from './manage-keys.ts'
export {
  insertMemberKey,
  listFormerMembers,
  revokeMemberKey,
  setMemberLimit,
} from './member-store.ts'
export { presentKey, presentUse } from './present.ts'
export { apiKeyRoutes } from './routes.ts'
export { type AppScope, appScopes, type Scope, scopes } from './scopes.ts'
export { findLiveKeys, findSpendRefusal, listKeys, listUses, purgeApiKeys } from './store.ts'
export { apiKeys } from './tables.ts'
export { createAccessTokenText, presentedKey } from './token.ts'
export { createUseRecorder } from './use-recorder.ts'
