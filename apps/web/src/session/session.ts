import { create } from 'zustand'
import {
  ApiError,
  call,
  callPersonally,
  isAccessEnd,
  onCreditsShort,
  onRightsChanged,
  onSessionEnd,
  readWorkspaceId,
  renewSession,
  setWorkspaceId,
} from '../api/index.ts'
import {
  type Account,
  type Session,
  type SessionState,
  unknownSession,
  withChange,
  withEnd,
  withSignOut,
  withUser,
} from './session-state.ts'
import { readStoredWorkspace, type StoredWorkspace, storeWorkspace } from './stored-workspace.ts'
import { includesRole, type Role } from './workspaces.ts'

type Message = 'began' | 'left' | 'credits'

// Before anything is stored or asked for in the name of an account.
setWorkspaceId(readStoredWorkspace()?.id)

const useSessionState = create<SessionState>(() => unknownSession)
let tabs: BroadcastChannel | undefined

export const readSession = (): Session => useSessionState.getState().session
export const useSession = (): Session => useSessionState(({ session }) => session)

/** The account of who is signed in; undefined for visitors, and while it is not known yet. */
export function useUser(): Account | undefined {
  const session = useSession()
  return session.kind === 'user' ? session.user : undefined
}

const may = (session: Session, least: Role): boolean =>
  session.kind !== 'user' || !session.user.workspace || includesRole(session.user.workspace.role, least)

/** Whether the user has the rights of a role, which only those have not who act in a workspace. */
export const useMay = (least: Role): boolean => may(useSession(), least)
export const mayNow = (least: Role): boolean => may(readSession(), least)

type Owners = { who: string; see: string; have: string }

/** Whose the pictures and credits are, for sentences such as "Only you see it". */
export function ownersOf(session: Session): Owners {
  return session.kind === 'user' && session.user.workspace
    ? { who: 'the workspace', see: 'the workspace sees', have: 'The workspace has' }
    : { who: 'you', see: 'you see', have: 'You have' }
}

export const useOwners = (): Owners => ownersOf(useSession())

/** The name of the workspace that the page had to leave. */
export const useLostWorkspace = (): string | undefined =>
  useSessionState(({ lostWorkspace }) => lostWorkspace)
export const forgetLostWorkspace = (): void => useSessionState.setState({ lostWorkspace: undefined })

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

/**
 * Requests the current user. Without an answer the state stays as it is. If the user cannot act in the
 * workspace any more, the page goes on in the user's own name and says so.
 */
export async function loadSession(): Promise<void> {
  const workspaceId = readWorkspaceId()
  try {
    const account = await fetchAccount(workspaceId)
    // The user has changed to another account, which is loaded by then.
    if (readWorkspaceId() === workspaceId) useSessionState.setState((state) => withUser(state, account))
  } catch (error) {
    if (workspaceId === undefined || !isAccessEnd(error)) throw error
    if (readWorkspaceId() === workspaceId) await enter(undefined, readStoredWorkspace()?.name)
  }
}

/**
 * Acts in the name of a workspace of the user from now on, or in the user's own, in this tab alone.
 * Everything that belongs to the account before is cleared by those who have subscribed.
 *
 * @throws ApiError the user is no member, or it is suspended.
 */
export async function actAs(chosen: StoredWorkspace | undefined): Promise<void> {
  for (const finish of finishers) await finish()
  await enter(chosen)
}

const finishers = new Set<() => Promise<void>>()

/** Finishes what must still happen in the name of the account before the user changes to another. */
export function beforeAccountChange(finish: () => Promise<void>): void {
  finishers.add(finish)
}

const accountListeners = new Set<(wasLost: boolean) => void>()

/**
 * Calls back when the page acts in another name. `wasLost`: because it could not act in the workspace any
 * more.
 */
export function onAccountChange(listener: (wasLost: boolean) => void): void {
  accountListeners.add(listener)
}

async function enter(chosen: StoredWorkspace | undefined, lostWorkspace?: string): Promise<void> {
  const account = await fetchAccount(chosen?.id)
  const isSame = chosen?.id === readWorkspaceId()
  storeWorkspace(chosen)
  setWorkspaceId(chosen?.id)
  useSessionState.setState((state) => withUser({ ...state, lostWorkspace }, account))
  if (!isSame) for (const listener of accountListeners) listener(lostWorkspace !== undefined)
}

/** @returns null: nobody is signed in. */
async function fetchAccount(workspaceId: string | undefined): Promise<Account | null> {
  const headers: Record<string, string> = workspaceId === undefined ? {} : { 'x-workspace': workspaceId }
  const fetchUser = () => callPersonally('GET /api/auth/whoami', { headers })
  let found = await fetchUser()
  if (!found.user && found.renewable && (await renewSession())) found = await fetchUser()
  if (!found.user || workspaceId === undefined) return found.user
  const { workspace } = await call('GET /api/workspaces/{id}', { params: { id: workspaceId } })
  return { ...found.user, workspace }
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
  signOutOnPage()
  localStorage.setItem(signedOutKey, String(Date.now()))
  notifyTabs('left')
}

function signOutOnPage(): void {
  storeWorkspace(undefined)
  setWorkspaceId(undefined)
  useSessionState.setState(withSignOut)
}

/** Updates fields of the user, such as a new name or the balance. */
export function changeUser(change: Partial<Account>): void {
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
  onRightsChanged(loadQuietly)
  keepRights()
  onSessionEnd(() => useSessionState.setState(withEnd))
  onCreditsShort(() => {
    void loadSession()
      .then(() => notifyTabs('credits'))
      .catch(() => undefined)
  })
  tabs = 'BroadcastChannel' in window ? new BroadcastChannel('chatsvg.session') : undefined
  tabs?.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data === 'left') signOutOnPage()
    else loadQuietly()
  })

  let beforeSleep: string | null = null
  window.addEventListener('pagehide', () => {
    beforeSleep = localStorage.getItem(signedOutKey)
  })
  window.addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return
    if (localStorage.getItem(signedOutKey) !== beforeSleep) signOutOnPage()
    loadQuietly()
  })
}

const rightsKeptMs = 60_000

/** In a workspace others can change the user's role and spend its credits. */
function keepRights(): void {
  const update = () => {
    if (readWorkspaceId() !== undefined && document.visibilityState === 'visible') loadQuietly()
  }
  document.addEventListener('visibilitychange', update)
  setInterval(update, rightsKeptMs)
}

/** The state stays until the service answers. */
function loadQuietly(): void {
  void loadSession().catch(() => undefined)
}

const notifyTabs = (message: Message) => tabs?.postMessage(message)
