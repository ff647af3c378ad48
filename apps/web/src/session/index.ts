/**
 * session: the signed-in user, the same in all tabs. Signing in or out in one tab does so in all tabs of the
 * browser. When a session ends elsewhere, the page stays, says so once, and returns to the same place after
 * signing in again.
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
  beginSession,
  changeUser,
  endSession,
  endSessionOnPage,
  loadSession,
  onSignOut,
  readSession,
  setBalance,
  startSession,
  subscribeToSession,
  useSession,
  useUser,
} from './session.ts'
export { clearReturnPath, findReturnPath, isBackFromProvider, storeReturnPath } from './stored-return-path.ts'
export { useAuthOptions } from './use-auth-options.ts'
