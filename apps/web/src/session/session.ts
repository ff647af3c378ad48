import {
  ApiError,
  call,
  onCreditsShort,
  onSessionEnd,
  renewSession,
  type SignedInUser,
} from '../api/index.ts'

/**
 * `ended`: it was alive on this page and ended elsewhere; the user does not know yet, or has not acted on it.
 */
export type SessionState =
  | { kind: 'unknown' }
  | { kind: 'visitor' }
  | { kind: 'ended' }
  | { kind: 'user'; user: SignedInUser }

type Message = 'began' | 'left' | 'credits'

let state: SessionState = { kind: 'unknown' }
const listeners = new Set<() => void>()
const leaveListeners = new Set<() => void>()
const tabs = 'BroadcastChannel' in window ? new BroadcastChannel('chatsvg.session') : undefined

export const readSession = (): SessionState => state

export function subscribeToSession(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Called when the user has signed out, or has no account any more, so that their data can be cleared. Not
 * when the session ended elsewhere, because they may return in a moment.
 */
export function onLeave(listener: () => void): () => void {
  leaveListeners.add(listener)
  return () => leaveListeners.delete(listener)
}

/** Asks the service who is signed in. Keeps the known state while it does not answer. */
export async function loadSession(): Promise<void> {
  let found = await call('GET /api/auth/whoami')
  if (!found.user && found.renewable && (await renewSession())) found = await call('GET /api/auth/whoami')
  if (found.user) become({ kind: 'user', user: found.user })
  else if (state.kind === 'unknown' || state.kind === 'user')
    become({ kind: state.kind === 'user' ? 'ended' : 'visitor' })
}

/** After signing in or up: this tab and the others read who is signed in. */
export async function beginSession(): Promise<void> {
  await loadSession()
  tell('began')
}

/** Signs this browser out, in all its tabs. */
export async function endSession(): Promise<void> {
  try {
    await call('POST /api/auth/logout')
  } catch (error) {
    // If the session has already ended, nothing is left to do.
    if (!(error instanceof ApiError && error.status === 401)) throw error
  }
  forgetSession()
}

/** After the service itself has ended the session, as with the account: all tabs are signed out. */
export function forgetSession(): void {
  leave()
  localStorage.setItem(leftKey, String(Date.now()))
  tell('left')
}

/** A change of the user's data, such as a new name or spent credits. */
export function changeUser(change: Partial<SignedInUser>): void {
  if (state.kind === 'user') become({ kind: 'user', user: { ...state.user, ...change } })
}

/** The balance as the service last reported it; other tabs read it again. */
export function noteCredits(credits: number): void {
  if (state.kind !== 'user' || state.user.credits === credits) return
  changeUser({ credits })
  tell('credits')
}

function leave(): void {
  become({ kind: 'visitor' })
  for (const listener of leaveListeners) listener()
}

function become(next: SessionState): void {
  state = next
  for (const listener of listeners) listener()
}

/** Runs without being awaited: the known state stays valid until the service answers. */
function loadQuietly(): void {
  void loadSession().catch(() => undefined)
}

const tell = (message: Message) => tabs?.postMessage(message)

tabs?.addEventListener('message', ({ data }: MessageEvent<Message>) => {
  if (data === 'left') leave()
  else loadQuietly()
})

onSessionEnd(() => {
  // A user who has been told that the session ended is not told again.
  if (state.kind !== 'ended') become({ kind: state.kind === 'user' ? 'ended' : 'visitor' })
})

onCreditsShort(() => {
  void loadSession()
    .then(() => tell('credits'))
    .catch(() => undefined)
})

/**
 * When somebody last signed out in this browser: pages that the browser has suspended get no messages of
 * other tabs.
 */
const leftKey = 'chatsvg.left'
let leftBeforeSleep: string | null = null

window.addEventListener('pagehide', () => {
  leftBeforeSleep = localStorage.getItem(leftKey)
})
window.addEventListener('pageshow', ({ persisted }) => {
  if (!persisted) return
  if (localStorage.getItem(leftKey) !== leftBeforeSleep) leave()
  loadQuietly()
})
