import type { Socket } from 'socket.io-client'
import { type JobPreview, type JobUpdate, readWorkspaceId } from '../api/index.ts'
import { loadSession, readSession, subscribeToSession } from '../session/index.ts'
import { live } from './live.ts'
import { type MemberChange, withPreview, withUserOf } from './live-state.ts'

/** Keeps a socket open for the account in whose name the page acts. Called once, when the page starts. */
export function startLive(): void {
  let userId: string | undefined
  let close = () => {}
  const follow = () => {
    const session = readSession()
    const nextId = session.kind === 'user' ? session.user.id : undefined
    if (nextId === userId) return
    userId = nextId
    close()
    live.setState((state) => withUserOf(state, nextId !== undefined))
    close = nextId === undefined ? () => {} : keepConnected()
  }
  subscribeToSession(follow)
  follow()
}

const reopensAfterMs = { first: 1_000, longest: 30_000 }

/**
 * One connection. socket.io reconnects after a connection broke, but not after the service refused or closed
 * it: then this code connects again, after increasing pauses.
 *
 * @returns closes it for good.
 */
function keepConnected(): () => void {
  let socket: Socket | undefined
  let isClosed = false
  let pauseMs = reopensAfterMs.first
  let timer: ReturnType<typeof setTimeout> | undefined
  void open()
  return () => {
    isClosed = true
    clearTimeout(timer)
    socket?.close()
  }

  async function open(): Promise<void> {
    try {
      // Loaded on first use, because visitors never need it.
      const { io } = await import('socket.io-client')
      if (!isClosed) socket = connect(io)
    } catch {
      openLater(open)
    }
  }

  function connect(io: typeof import('socket.io-client').io): Socket {
    const workspace = readWorkspaceId()
    const opened = io({
      ...(workspace !== undefined && { auth: { workspace } }),
      transports: ['websocket', 'polling'],
      reconnectionDelay: 500,
      reconnectionDelayMax: 5_000,
    })
    opened.on('connect', () => {
      pauseMs = reopensAfterMs.first
      live.setState({ connection: 'open' })
    })
    opened.on('generation-job:update', (update: JobUpdate) => live.setState({ update }))
    opened.on('generation-job:preview', (preview: JobPreview) =>
      live.setState((state) => withPreview(state, preview)),
    )
    opened.on('workspace:member', (member: MemberChange) => live.setState({ member }))
    for (const end of ['disconnect', 'connect_error'] as const)
      opened.on(end, () => {
        if (isClosed) return
        live.setState({ connection: 'lost' })
        if (!opened.active) void reopen(opened)
      })
    return opened
  }

  /**
   * The session may have ended or expired, or the instance stops: only the service knows. If nobody is signed
   * in any more, the connection was closed in the meantime.
   */
  async function reopen(refused: Socket): Promise<void> {
    await loadSession().catch(() => undefined)
    openLater(() => refused.connect())
  }

  function openLater(act: () => void): void {
    if (isClosed) return
    clearTimeout(timer)
    timer = setTimeout(act, pauseMs)
    pauseMs = Math.min(pauseMs * 2, reopensAfterMs.longest)
  }
}
