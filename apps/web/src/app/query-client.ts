import { QueryClient } from '@tanstack/react-query'
import { ApiError } from '../api/index.ts'
import { readSession, subscribeToSession } from '../session/index.ts'

/**
 * The cache of reads, shared by all pages. Reads are repeated when nothing answers, not when the service
 * refuses.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => !(error instanceof ApiError && error.status < 500) && failures < 3,
      retryDelay: (failures) => Math.min(500 * 2 ** failures, 4_000),
    },
    // While offline, an action fails at once instead of running at some later time.
    mutations: { retry: false, networkMode: 'always' },
  },
})

/**
 * Clears the data of a user as soon as they sign out, and before another user uses the page. If the session
 * ended elsewhere, the same user may return, so the data stays. Called once, when the page starts.
 */
export function forgetAfterEachPerson(): void {
  let readerId: string | undefined
  const follow = () => {
    const session = readSession()
    if (session.kind === 'unknown' || session.kind === 'ended') return
    const nextId = session.kind === 'user' ? session.user.id : undefined
    if (nextId === readerId) return
    // Visible data is read again; other data is removed.
    if (readerId !== undefined) void queryClient.resetQueries()
    readerId = nextId
  }
  subscribeToSession(follow)
  follow()
}
