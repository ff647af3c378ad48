import { create } from 'zustand'
import {
  ApiError,
  call,
  onCreditsShort,
  onSessionEnd,
  renewSession,
  type SignedInUser,
} from '../api/index.ts'
import {
  type Session,
  type SessionState,
  unknownSession,
  withChange,
  withEnd,
  withSignOut,
  withUser,
} from './session-state.ts'

type Message = 'began' | 'left' | 'credits'

const useSessionState = create<SessionState>(() => unknownSession)
let tabs: BroadcastChannel | undefined

export const readSession = (): Session => useSessionState.getState().session
export const useSession = (): Session => useSessionState(({ session }) => session)

/** The user who is signed in; undefined for visitors, and while it is not known yet. */
export function useUser(): SignedInUser | undefined {
  const session = useSession()
  return session.kind === 'user' ? session.user : undefined
}

export function subscribeToSession(listener: (session: Session) => void): () => void {
  return useSessionState.subscribe((now, before) => {
    if (now.session !== before.session) listener(now.session)
  })
}

/**
 * Calls back when the user signs out or deletes the account, so that their input is removed before the next
 * user. Not when the session ended elsewhere, because the same user may sign in again.
 */
export function onSignOut(listener: () => void): () => void {
  return useSessionState.subscribe((now, before) => {
    if (now.signOuts !== before.signOuts) listener()
  })
}

/** Requests the current user. Without an answer the state stays as it is. */
export async function loadSession(): Promise<void> {
  let found = await call('GET /api/auth/whoami')
  if (!found.user && found.renewable && (await renewSession())) found = await call('GET /api/auth/whoami')
  useSessionState.setState((state) => withUser(state, found.user))
}

/** After signing in or up: this tab and the others load the session. */
export async function beginSession(): Promise<void> {
  await loadSession()
  notifyTabs('began')
}

/** Signs this browser out, in all its tabs. */
export async function endSession(): Promise<void> {
  try {
    await call('POST /api/auth/logout')
  } catch (error) {
    // If the session has already ended, the goal is reached.
    if (!(error instanceof ApiError && error.status === 401)) throw error
  }
  endSessionOnPage()
}

/**
 * After the service has ended the session by itself, as with the account: nobody is signed in any more, in
 * any tab.
 */
export function endSessionOnPage(): void {
  useSessionState.setState(withSignOut)
  localStorage.setItem(signedOutKey, String(Date.now()))
  notifyTabs('left')
}

/** Updates fields of the user, such as a new name or the balance. */
export function changeUser(change: Partial<SignedInUser>): void {
  useSessionState.setState((state) => withChange(state, change))
}

/** Sets the balance to the latest value from the service; other tabs load it again. */
export function setBalance(credits: number): void {
  const session = readSession()
  if (session.kind !== 'user' || session.user.credits === credits) return
  changeUser({ credits })
  notifyTabs('credits')
}

/** When the user last signed out in this browser: a suspended page gets no messages from other tabs. */
const signedOutKey = 'chatsvg.left'

/** Synchronises the session of this tab with the service and with other tabs. Called once. */
export function startSession(): void {
  onSessionEnd(() => useSessionState.setState(withEnd))
  onCreditsShort(() => {
    void loadSession()
      .then(() => notifyTabs('credits'))
      .catch(() => undefined)
  })
  tabs = 'BroadcastChannel' in window ? new BroadcastChannel('chatsvg.session') : undefined
  tabs?.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data === 'left') useSessionState.setState(withSignOut)
    else loadQuietly()
  })

  let beforeSleep: string | null = null
  window.addEventListener('pagehide', () => {
    beforeSleep = localStorage.getItem(signedOutKey)
  })
  window.addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return
    if (localStorage.getItem(signedOutKey) !== beforeSleep) useSessionState.setState(withSignOut)
    loadQuietly()
  })
}

/** The state stays until the service answers. */
function loadQuietly(): void {
  void loadSession().catch(() => undefined)
}

const notifyTabs = (message: Message) => tabs?.postMessage(message)
