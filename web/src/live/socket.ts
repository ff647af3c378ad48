import type { Socket } from 'socket.io-client'
import type { JobPreview, JobUpdate } from '../api/index.ts'
import { loadSession, readSession, subscribeToSession } from '../session/index.ts'

export type LiveEvent =
  | { kind: 'update'; update: JobUpdate }
  | { kind: 'preview'; preview: JobPreview }
  /** The connection was made, for the first time or anew: what came in between may have been missed. */
  | { kind: 'connected' }
  | { kind: 'disconnected' }

const listeners = new Set<(event: LiveEvent) => void>()
let socket: Promise<Socket> | undefined
let userId: string | undefined
let isConnected = false

/** The last preview of the jobs that were heard of lately: it may come before the answer that tells which job it belongs to. */
const previews = new Map<string, JobPreview>()
const previewsMax = 8

export const readLastPreview = (jobId: string): JobPreview | undefined => previews.get(jobId)

/** Whether events come at the moment. */
export const isLive = (): boolean => isConnected

/** Hears every event of the connection. */
export function onLive(listener: (event: LiveEvent) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Hears of all the person's jobs, those of other tabs included. */
export function onAnyJob(listener: (update: JobUpdate) => void): () => void {
  return onLive((event) => {
    if (event.kind === 'update') listener(event.update)
  })
}

/** Keeps the connection open for as long as somebody is signed in. Called once, when the page starts. */
export function startLive(): void {
  const follow = () => {
    const session = readSession()
    const next = session.kind === 'user' ? session.user.id : undefined
    if (next === userId) return
    userId = next
    void socket?.then((open) => open.close())
    socket = next === undefined ? undefined : connect()
  }
  subscribeToSession(follow)
  follow()
}

async function connect(): Promise<Socket> {
  // Visitors never need it.
  const { io } = await import('socket.io-client')
  const opened = io({
    transports: ['websocket', 'polling'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
  })
  opened.on('connect', () => tell({ kind: 'connected' }))
  opened.on('generation-job:update', (update: JobUpdate) => tell({ kind: 'update', update }))
  opened.on('generation-job:preview', (preview: JobPreview) => tell({ kind: 'preview', preview }))
  opened.on('disconnect', (reason) => {
    tell({ kind: 'disconnected' })
    // The service closes it when the session has ended, and when the instance stops: only asking tells which.
    if (reason === 'io server disconnect') void reopen(opened)
  })
  opened.on('connect_error', (error) => {
    tell({ kind: 'disconnected' })
    if (error.message === 'Unauthorized') void reopen(opened)
  })
  return opened
}

/** socket.io leaves a connection alone that the server refused. The session may only have to be renewed. */
async function reopen(refused: Socket): Promise<void> {
  try {
    await loadSession()
  } catch {
    // No answer: the service may be on its way back.
  }
  if (readSession().kind !== 'user') return
  setTimeout(() => refused.connect(), reopenAfterMs)
}

const reopenAfterMs = 1_000

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
