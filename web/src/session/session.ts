import { call, onSessionEnd, renewSession, type SignedInUser } from '../api/index.ts'

/** `ended`: it was alive on this page and ended elsewhere; the person has not been told yet, or has not acted on it. */
export type SessionState =
  | { kind: 'unknown' }
  | { kind: 'visitor' }
  | { kind: 'ended' }
  | { kind: 'user'; user: SignedInUser }

type Message = 'began' | 'left' | 'credits'

let state: SessionState = { kind: 'unknown' }
const listeners = new Set<() => void>()
const tabs = 'BroadcastChannel' in window ? new BroadcastChannel('chatsvg.session') : undefined

export const readSession = (): SessionState => state

export function subscribeToSession(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
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
  await call('POST /api/auth/logout')
  forgetSession()
}

/** After the service has ended the session by itself, as with the account: nobody is signed in any more, in any tab. */
export function forgetSession(): void {
  leave()
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
}

function become(next: SessionState): void {
  state = next
  for (const listener of listeners) listener()
}

const tell = (message: Message) => tabs?.postMessage(message)

tabs?.addEventListener('message', ({ data }: MessageEvent<Message>) => {
  if (data === 'left') leave()
  // What this tab knows stays true until the service answers.
  else void loadSession().catch(() => undefined)
})

onSessionEnd(() => {
  // Whoever has been told stays told, whatever else the page asks for meanwhile.
  if (state.kind !== 'ended') become({ kind: state.kind === 'user' ? 'ended' : 'visitor' })
})
