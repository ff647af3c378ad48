import {
  ApiError,
  call,
  onCreditsShort,
  onSessionEnd,
  renewSession,
  type SignedInUser,
} from '../api/index.ts'

/**
 * `ended`: it was alive on this page and ended elsewhere; the person has not been told yet, or has not acted
 * on it.
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
 * Hears that the person signed out, or has no account any more: what they wrote is nobody else's. Not when
 * the session ended elsewhere, since they may be back in a moment.
 */
export function onLeave(listener: () => void): () => void {
  leaveListeners.add(listener)
  return () => leaveListeners.delete(listener)
}

/** Asks the service who is signed in. Keeps what is known while it does not answer. */
export async function loadSession(): Promise<void> {
  let found = await call('GET /api/auth/whoami')
  if (!found.user && found.renewable && (await renewSession())) found = await call('GET /api/auth/whoami')
  if (found.user) become({ kind: 'user', user: found.user })
  else if (state.kind === 'unknown' || state.kind === 'user')
    become({ kind: state.kind === 'user' ? 'ended' : 'visitor' })
}

/** After signing in or up: this tab and the others learn who it is. */
export async function beginSession(): Promise<void> {
  await loadSession()
  tell('began')
}

/** Signs this browser out, in all its tabs. */
export async function endSession(): Promise<void> {
  try {
    await call('POST /api/auth/logout')
  } catch (error) {
    // Whose session is over already has what they asked for.
    if (!(error instanceof ApiError && error.status === 401)) throw error
  }
  forgetSession()
}

/**
 * After the service has ended the session by itself, as with the account: nobody is signed in any more, in
 * any tab.
 */
export function forgetSession(): void {
  leave()
  localStorage.setItem(leftKey, String(Date.now()))
  tell('left')
}

/** What changed about the person, such as a new name or credits that were spent. */
export function changeUser(change: Partial<SignedInUser>): void {
  if (state.kind === 'user') become({ kind: 'user', user: { ...state.user, ...change } })
}

/** The balance as the service last told it; other tabs ask anew. */
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

/** What is done where nobody waits for it: what is known stays true until the service answers. */
function loadQuietly(): void {
  void loadSession().catch(() => undefined)
}

const tell = (message: Message) => tabs?.postMessage(message)

tabs?.addEventListener('message', ({ data }: MessageEvent<Message>) => {
  if (data === 'left') leave()
  else loadQuietly()
})

onSessionEnd(() => {
  // Whoever has been told stays told, whatever else the page asks for meanwhile.
  if (state.kind !== 'ended') become({ kind: state.kind === 'user' ? 'ended' : 'visitor' })
})

onCreditsShort(() => {
  void loadSession()
    .then(() => tell('credits'))
    .catch(() => undefined)
})

/**
 * When somebody last signed out in this browser: pages that the browser has put to sleep do not hear it from
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
