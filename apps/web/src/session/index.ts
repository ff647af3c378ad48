/**
 * session: who uses this page, the same in all tabs. Tabs of one browser agree: signing in or out in one
 * is done in all. A session that ends elsewhere leaves the page as it is, says so once, and comes back to
 * the same place after signing in again.
 */

export { findSession } from './find-session.ts'
export {
  type Credential,
  hasPasskeysHere,
  makePasskey,
  offerPasskeys,
  showPasskey,
} from './passkeys.ts'
export { proveWithCode, proveWithPasskey, proveWithPassword } from './prove.ts'
export { leaveForSignIn, signInPath } from './return-path.ts'
export {
  beginSession,
  changeUser,
  endSession,
  forgetSession,
  loadSession,
  noteCredits,
  onLeave,
  readSession,
  subscribeToSession,
} from './session.ts'
export { useAuthOptions } from './use-auth-options.ts'
export { useSession, useUser } from './use-session.ts'
export { findWayBack, forgetWayBack, hasComeBack, noteWayBack } from './way-back.ts'
