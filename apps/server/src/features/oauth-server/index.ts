/**
 * oauth-server: programs get access to an account by OAuth 2.1, with the scopes of API keys. The protocol is
 * the library's; its state is in the tables of this feature, so that any instance answers any request. What
 * a user has allowed is an app, a row of api-keys, and an access token is a secret of that row. A person
 * decides on pages of the web app. The library is loaded at the first request.
 */
export { oauthServerErrors } from './errors.ts'
export { listApps } from './grant-store.ts'
export { presentApp } from './present.ts'
export { mcpMetadataUrl } from './program-routes.ts'
export { purgeOauthServer } from './purge.ts'
export { oauthServerRoutes } from './routes.ts'
