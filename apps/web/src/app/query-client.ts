import { onlineManager, QueryClient } from '@tanstack/react-query'
import { ApiError, isOffline, OtherAccountError, useConnection } from '../api/index.ts'
import { onOwnMemberChange } from '../live/index.ts'
import { loadSession, readSession, subscribeToSession, workspacesKey } from '../session/index.ts'

/**
 * The cache of data from the service, shared by all pages. A read is repeated if no answer came, but not if
 * it was refused.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => !isRefused(error) && failures < 3,
      retryDelay: (failures) => Math.min(500 * 2 ** failures, 4_000),
    },
    // While offline, a write fails at once instead of being sent later.
    mutations: { retry: false, networkMode: 'always' },
  },
})

const isRefused = (error: unknown) =>
  error instanceof OtherAccountError || (error instanceof ApiError && error.status < 500)

/**
 * Clears a user's data when they sign out, and before another user uses the page or they act in the name of
 * another account. It is kept when the session ends elsewhere, because the same user may sign in again.
 * Called once, when the page starts.
 */
export function clearAfterEachUser(): void {
  let readerId: string | undefined
  const follow = () => {
    const session = readSession()
    if (session.kind === 'unknown' || session.kind === 'ended') return
    const nextId = session.kind === 'user' ? session.user.id : undefined
    if (nextId === readerId) return
    // Data that the page shows is loaded again; the rest is dropped.
    if (readerId !== undefined) void queryClient.resetQueries()
    readerId = nextId
  }
  subscribeToSession(follow)
  follow()
}

/**
 * Reads again what the user may do, and what pages show of the workspace, when somebody has changed it.
 * Called once, when the page starts.
 */
export function followRights(): void {
  onOwnMemberChange(() => {
    void loadSession().catch(() => undefined)
    void queryClient.invalidateQueries({ queryKey: workspacesKey })
  })
}

/**
 * Queries wait while the service cannot be reached, and failed ones are repeated when it can be reached
 * again. Called once, when the page starts.
 */
export function repeatReadsOnReturn(): void {
  onlineManager.setEventListener((setOnline) =>
    useConnection.subscribe((connection) => setOnline(!isOffline(connection))),
  )
  useConnection.subscribe((now, before) => {
    if (isOffline(now) || !isOffline(before)) return
    void queryClient.refetchQueries({ predicate: ({ state }) => state.status === 'error', type: 'active' })
  })
}
