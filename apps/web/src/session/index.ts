/**
 * session: the signed-in user, the same in all tabs, and the account in whose name a tab acts. Signing in or
 * out in one tab does so in all tabs of the browser; each tab acts in one name. When a session ends
 * elsewhere, the page stays, says so once, and returns to the same place after signing in again.
 */

export { findSession } from './find-session.ts'
export {
  type Credential,
  hasPasskeysHere,
  makePasskey,
  offerPasskeys,
  showPasskey,
} from './passkeys.ts'
export {
  clearPendingPrompt,
  drawAfterSignIn,
  readPendingPrompt,
  takePendingPrompt,
} from './pending-prompt.ts'
export { proveWithCode, proveWithPasskey, proveWithPassword } from './prove.ts'
export { signInPath, signUpPath } from './return-path.ts'
export {
  actAs,
  beforeAccountChange,
  beginSession,
  changeUser,
  endSession,
  endSessionOnPage,
  forgetLostWorkspace,
  loadSession,
  mayNow,
  onAccountChange,
  onSignOut,
  ownersOf,
  readSession,
  setBalance,
  startSession,
  subscribeToSession,
  useLostWorkspace,
  useMay,
  useOwners,
  useSession,
  useUser,
} from './session.ts'
export type { Account } from './session-state.ts'
export { clearReturnPath, findReturnPath, isBackFromProvider, storeReturnPath } from './stored-return-path.ts'
export { keyOfAccount, removeOfAllAccounts } from './stored-workspace.ts'
export { useAuthOptions } from './use-auth-options.ts'
export {
  includesRole,
  type Member,
  type Role,
  roles,
  useMembers,
  usePersonalCredits,
  useWorkspaces,
  type Workspace,
  workspaceKey,
  workspacesKey,
} from './workspaces.ts'
