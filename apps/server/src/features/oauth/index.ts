/**
 * oauth: sign-in with Google and GitHub. Owns which account at Google or GitHub opens which account here,
 * and the sign-ins that are under way.
 */
export { oauthErrors } from './errors.ts'
export { oauthRoutes } from './routes.ts'
export {
  deleteOauthAccounts,
  deleteOauthAccountsSince,
  listOauthAccounts,
  listProviders,
  type OauthAccountRow,
  purgeOauthTransactions,
} from './store.ts'
export { oauthAccounts } from './tables.ts'
