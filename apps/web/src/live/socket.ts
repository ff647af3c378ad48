import type { Socket } from 'socket.io-client'
import type { JobPreview, JobUpdate } from '../api/index.ts'
import { loadSession, readSession, subscribeToSession } from '../session/index.ts'

export type LiveEvent =
  | { kind: 'update'; update: JobUpdate }
  | { kind: 'preview'; preview: JobPreview }
  /** The connection was opened, for the first time or again: events in between may have been missed. */
  | { kind: 'connected' }
  | { kind: 'disconnected' }

const listeners = new Set<(event: LiveEvent) => void>()
let closeCurrent: (() => void) | undefined
let userId: string | undefined
let isConnected = false

/**
 * The last preview of recent jobs: it may arrive before the answer that says to which request the job
 * belongs.
 */
const previews = new Map<string, JobPreview>()
const previewsMax = 8

export const readLastPreview = (jobId: string): JobPreview | undefined => previews.get(jobId)

/** Whether events can arrive at the moment. */
export const isLive = (): boolean => isConnected

/** Subscribes to every event of the connection. */
export function onLive(listener: (event: LiveEvent) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Subscribes to all jobs of the user, including those of other tabs. */
export function onAnyJob(listener: (update: JobUpdate) => void): () => void {
  return onLive((event) => {
    if (event.kind === 'update') listener(event.update)
  })
}

/** Keeps the connection open as long as a user is signed in. Called once, when the page starts. */
export function startLive(): void {
  const follow = () => {
    const session = readSession()
    const next = session.kind === 'user' ? session.user.id : undefined
    if (next === userId) return
    userId = next
    closeCurrent?.()
    previews.clear()
    closeCurrent = next === undefined ? undefined : keepConnected()
  }
  subscribeToSession(follow)
  follow()
}

const reopensAfterMs = { first: 1_000, longest: 30_000 }

/**
 * One connection. socket.io reconnects when a connection breaks, but not when the service refused or closed
 * it: then it is opened again here, after increasing pauses.
 *
 * @returns a function that closes it for good.
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
      // Visitors never need it.
      const { io } = await import('socket.io-client')
      if (!isClosed) socket = listen(io)
    } catch {
      later(open)
    }
  }

  function listen(io: typeof import('socket.io-client').io): Socket {
    const opened = io({
      transports: ['websocket', 'polling'],
      reconnectionDelay: 500,
      reconnectionDelayMax: 5_000,
    })
    opened.on('connect', () => {
      pauseMs = reopensAfterMs.first
      tell({ kind: 'connected' })
    })
    opened.on('generation-job:update', (update: JobUpdate) => tell({ kind: 'update', update }))
    opened.on('generation-job:preview', (preview: JobPreview) => tell({ kind: 'preview', preview }))
    for (const end of ['disconnect', 'connect_error'] as const)
      opened.on(end, () => {
        tell({ kind: 'disconnected' })
        if (!opened.active) void reopen(opened)
      })
    return opened
  }

  /**
   * The session may have ended, or only has to be renewed, or the instance stops: only a request shows which.
   * If nobody is signed in any more, the connection has been closed in the meantime.
   */
  async function reopen(refused: Socket): Promise<void> {
    if (isClosed) return
    await loadSession().catch(() => undefined)
    later(() => refused.connect())
  }

  function later(act: () => void): void {
    if (isClosed) return
    clearTimeout(timer)
    timer = setTimeout(act, pauseMs)
    pauseMs = Math.min(pauseMs * 2, reopensAfterMs.longest)
  }
}

function tell(event: LiveEvent): void {
  if (event.kind === 'preview') keepPreview(event.preview)
  if (event.kind === 'connected' || event.kind === 'disconnected') isConnected = event.kind === 'connected'
  for (const listener of listeners) listener(event)
}

function keepPreview(preview: JobPreview): void {
  previews.delete(preview.jobId)
  previews.set(preview.jobId, preview)
  const [oldest] = previews.keys()
  if (previews.size > previewsMax && oldest !== undefined) previews.delete(oldest)
}
