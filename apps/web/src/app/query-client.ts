import { QueryClient } from '@tanstack/react-query'
import { ApiError } from '../api/index.ts'
import { readSession, subscribeToSession } from '../session/index.ts'

/**
 * What was read from the service, shared by all pages. A read is repeated when no answer came, not when it
 * was refused.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => !(error instanceof ApiError && error.status < 500) && failures < 3,
      retryDelay: (failures) => Math.min(500 * 2 ** failures, 4_000),
    },
    // Offline, an action fails and says so at once, instead of happening at some later time.
    mutations: { retry: false, networkMode: 'always' },
  },
})

/**
 * Forgets what one user has read as soon as they sign out, and before another one uses the page. A session
 * that ended elsewhere may be theirs again in a moment. Called once, when the page starts.
 */
export function forgetAfterEachUser(): void {
  let readerId: string | undefined
  const follow = () => {
    const session = readSession()
    if (session.kind === 'unknown' || session.kind === 'ended') return
    const nextId = session.kind === 'user' ? session.user.id : undefined
    if (nextId === readerId) return
    // What is on the page is loaded anew; the rest is dropped.
    if (readerId !== undefined) void queryClient.resetQueries()
    readerId = nextId
  }
  subscribeToSession(follow)
  follow()
}
