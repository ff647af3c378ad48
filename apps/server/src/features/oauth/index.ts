/**
 * oauth: sign-in with Google and GitHub. Owns the links between accounts at Google or GitHub and accounts
 * here, and the sign-ins in progress.
 */
export { oauthErrors } from './errors.ts'
export type { EndProgramAccess } from './join-account.ts'
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
