import { useSyncExternalStore } from 'react'
import { ApiError, call, createKey, type Job } from '../api/index.ts'
import { followJob, type JobStory, onAnyJob } from '../live/index.ts'
import { noteCredits, readSession, subscribeToSession } from '../session/index.ts'
import type { Draft } from './draft.ts'

export type Tile = { jobId: string; story: JobStory }

/**
 * What is on the table. It belongs to the tab, not to the page: who looks at the gallery meanwhile finds it as it is now.
 * `asking`: the request is under way. `refused`: nothing was begun. `jobs`: one tile for each picture that was asked for, running or ended.
 */
export type Drawing =
  | { kind: 'none' }
  | { kind: 'asking'; request: DrawRequest }
  | { kind: 'refused'; request: DrawRequest; problem: unknown }
  | { kind: 'jobs'; request: DrawRequest; tiles: readonly Tile[]; startedAtMs: number }

export type DrawRequest = Pick<Draft, 'prompt' | 'style' | 'model' | 'privacy' | 'count'> & {
  /** A repetition of the request with the same key begins nothing new. */
  key: string
}

/** Of this tab, over a reload. */
const keptKey = 'chatsvg.drawing'
const unheard: JobStory = {
  status: 'QUEUED',
  progress: 0,
  preview: undefined,
  job: undefined,
  credits: undefined,
}

let drawing: Drawing = { kind: 'none' }
let unfollow: (() => void)[] = []
const listeners = new Set<() => void>()
const endListeners = new Set<(job: Job) => void>()

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const readDrawing = (): Drawing => drawing
export const useDrawing = (): Drawing => useSyncExternalStore(subscribe, readDrawing)

export const hasEnded = ({ story }: Tile): boolean =>
  story.status === 'SUCCEEDED' || story.status === 'FAILED'
export const isRunning = (now: Drawing): boolean =>
  now.kind === 'asking' || (now.kind === 'jobs' && !now.tiles.every(hasEnded))

/** Hears of every job that ends on this table. */
export function onDrawingEnd(listener: (job: Job) => void): () => void {
  endListeners.add(listener)
  return () => endListeners.delete(listener)
}

export const createRequest = ({ prompt, style, model, privacy, count }: Draft): DrawRequest => ({
  prompt: prompt.trim(),
  style,
  model,
  privacy,
  count,
  key: createKey(),
})

/** Asks for the pictures and follows them to their end. A request that got no answer may be given again, as it is. */
export async function draw(request: DrawRequest): Promise<void> {
  if (isRunning(drawing)) return
  leave()
  become({ kind: 'asking', request })
  const { key, model, ...rest } = request
  try {
    const accepted = await call('POST /api/svg/generate-svg', {
      body: { ...rest, ...(model !== undefined && { model }) },
      idempotencyKey: key,
    })
    if (accepted.credits !== undefined) noteCredits(accepted.credits)
    follow(request, accepted.jobs ?? [accepted.job], Date.now())
  } catch (problem) {
    become({ kind: 'refused', request, problem })
  }
}

/** Cancels what still runs; what has just finished stays. */
export async function stopDrawing(): Promise<void> {
  if (drawing.kind !== 'jobs') return
  const running = drawing.tiles.filter((tile) => !hasEnded(tile))
  const answers = await Promise.allSettled(
    running.map(({ jobId }) => call('POST /api/svg/generation-jobs/{id}/cancel', { params: { id: jobId } })),
  )
  for (const [at, answer] of answers.entries()) {
    const jobId = running[at]?.jobId
    if (answer.status === 'fulfilled' && jobId !== undefined) {
      const { job, credits } = answer.value
      change(jobId, { ...storyOf(jobId), status: job.status, progress: 100, job, credits })
    } else if (
      answer.status === 'rejected' &&
      !(answer.reason instanceof ApiError && answer.reason.status === 409)
    ) {
      throw answer.reason
    }
  }
}

/** After a picture on the table was published, or made private. */
export function noteChanged({ id, privacy }: { id: string; privacy: boolean }): void {
  if (drawing.kind !== 'jobs') return
  const tiles = drawing.tiles.map(({ jobId, story }) => {
    const made = story.job?.generation
    if (!story.job || made?.id !== id) return { jobId, story }
    return { jobId, story: { ...story, job: { ...story.job, privacy, generation: { ...made, privacy } } } }
  })
  become({ ...drawing, tiles })
}

/** After a picture was deleted: it leaves the table, if it is there. */
export function noteDeleted(id: string): void {
  if (drawing.kind !== 'jobs') return
  const tiles = drawing.tiles.filter(({ story }) => story.job?.generation?.id !== id)
  if (tiles.length === 0) clearDrawing()
  else become({ ...drawing, tiles })
}

/** Takes everything from the table. */
export function clearDrawing(): void {
  leave()
  sessionStorage.removeItem(keptKey)
  become({ kind: 'none' })
}

/**
 * Finds what was begun before this page was opened, or in another tab. Called once somebody is signed in.
 */
export async function findDrawing(): Promise<void> {
  if (drawing.kind !== 'none') return
  const kept = readKept()
  if (kept) {
    const { request, jobIds, startedAtMs } = kept
    follow(
      request,
      jobIds.map((id) => ({ id })),
      startedAtMs,
    )
    return
  }
  const { jobs } = await call('GET /api/svg/generation-jobs', { query: { limit: 12 } })
  const newest = jobs.find(isUnfinished)
  // Whoever has drawn something meanwhile looks at that.
  if (!newest || readDrawing().kind !== 'none') return
  const group = jobs.filter(
    ({ createdAt, prompt }) => createdAt === newest.createdAt && prompt === newest.prompt,
  )
  follow(requestOf(newest, group.length), group.reverse(), Math.min(Date.parse(newest.createdAt), Date.now()))
}

/** Keeps the table in step with the session and with other tabs. Called once. */
export function startDrawing(): void {
  let userId: string | undefined
  const look = () => {
    const session = readSession()
    if (session.kind === 'visitor') {
      if (userId !== undefined) clearDrawing()
      userId = undefined
    }
    if (session.kind !== 'user' || session.user.id === userId) return
    if (userId !== undefined) clearDrawing()
    userId = session.user.id
    findDrawing().catch(() => undefined)
  }
  subscribeToSession(look)
  look()
  onAnyJob(({ jobId, status }) => {
    if (status !== 'QUEUED' && status !== 'RUNNING') return
    if (drawing.kind !== 'none' || jobId === '') return
    findDrawing().catch(() => undefined)
  })
}

function follow(request: DrawRequest, jobs: readonly { id: string }[], startedAtMs: number): void {
  leave()
  become({
    kind: 'jobs',
    request,
    startedAtMs,
    tiles: jobs.map(({ id }) => ({ jobId: id, story: unheard })),
  })
  sessionStorage.setItem(keptKey, JSON.stringify({ request, jobIds: jobs.map(({ id }) => id), startedAtMs }))
  unfollow = jobs.map(({ id }) => followJob(id, (story) => hear(id, story)))
}

function hear(jobId: string, story: JobStory | undefined): void {
  if (story) {
    change(jobId, story)
  } else if (drawing.kind === 'jobs') {
    // Somebody else's, or deleted.
    const tiles = drawing.tiles.filter((tile) => tile.jobId !== jobId)
    if (tiles.length === 0) clearDrawing()
    else become({ ...drawing, tiles })
  }
}

function change(jobId: string, story: JobStory): void {
  if (drawing.kind !== 'jobs') return
  const before = drawing.tiles.find((tile) => tile.jobId === jobId)
  if (!before || hasEnded(before)) return
  become({ ...drawing, tiles: drawing.tiles.map((tile) => (tile.jobId === jobId ? { jobId, story } : tile)) })
  if (story.credits !== undefined) noteCredits(story.credits)
  if (story.job && hasEnded({ jobId, story })) for (const listener of endListeners) listener(story.job)
}

function storyOf(jobId: string): JobStory {
  const tile = drawing.kind === 'jobs' ? drawing.tiles.find((one) => one.jobId === jobId) : undefined
  return tile?.story ?? unheard
}

function leave(): void {
  for (const stop of unfollow) stop()
  unfollow = []
}

function become(next: Drawing): void {
  drawing = next
  for (const listener of listeners) listener()
}

type Kept = { request: DrawRequest; jobIds: string[]; startedAtMs: number }

function readKept(): Kept | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(keptKey) ?? 'null') as Kept | null
    return kept && Array.isArray(kept.jobIds) && kept.jobIds.length > 0 ? kept : undefined
  } catch {
    return undefined
  }
}

const isUnfinished = ({ status }: Job) => status === 'QUEUED' || status === 'RUNNING'

const requestOf = ({ prompt, style, model, privacy }: Job, count: number): DrawRequest => ({
  prompt,
  style: style as DrawRequest['style'],
  model,
  privacy,
  count,
  key: createKey(),
})
