import { useSyncExternalStore } from 'react'
import { ApiError, call, isOffline, type Job } from '../api/index.ts'
import { followJob, type JobStory, onAnyJob } from '../live/index.ts'
import { onPictureDeleted } from '../picture/index.ts'
import { loadSession, noteCredits, readSession, subscribeToSession } from '../session/index.ts'
import { type DrawRequest, isSameWish, isUnanswered, requestOf } from './draw-request.ts'
import { forgetKeptDrawing, keepDrawing, readKeptDrawing } from './kept-drawing.ts'

export type Tile = { jobId: string; story: JobStory }

/**
 * What is on the table. It belongs to the tab, not to the page: who looks at the gallery meanwhile finds it
 * as it is now. `asking`: the request is under way. `refused`: nothing was begun, or nobody knows
 * (`isUnsure`). `jobs`: one tile for each picture that was asked for, running or ended.
 */
export type Drawing =
  | { kind: 'none' }
  | { kind: 'asking'; request: DrawRequest }
  | { kind: 'refused'; request: DrawRequest; problem: unknown; isUnsure: boolean }
  | { kind: 'jobs'; request: DrawRequest; tiles: readonly Tile[]; startedAtMs: number }

const unheard: JobStory = {
  status: 'QUEUED',
  progress: 0,
  preview: undefined,
  job: undefined,
  credits: undefined,
}

let drawing: Drawing = { kind: 'none' }
let unfollow: (() => void)[] = []
let abort = new AbortController()
/** A request that left, or may have, and whose answer never came. */
let unsure: DrawRequest | undefined
const listeners = new Set<() => void>()
const endListeners = new Set<(job: Job) => void>()

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const readDrawing = (): Drawing => drawing
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

/**
 * Asks for the pictures and follows them to their end. Who asks again for the same after no answer came gets
 * what the first request began, if it arrived.
 */
export async function draw(wanted: DrawRequest): Promise<void> {
  if (isRunning(drawing)) return
  const request = unsure && isSameWish(unsure, wanted) ? { ...wanted, key: unsure.key } : wanted
  leave()
  // A reload finds what is asked for now, not what was there before.
  forgetKeptDrawing()
  abort = new AbortController()
  const { signal } = abort
  become({ kind: 'asking', request })
  const { key, model, ...rest } = request
  try {
    const accepted = await call('POST /api/svg/generate-svg', {
      body: { ...rest, ...(model !== undefined && { model }) },
      idempotencyKey: key,
      signal,
    })
    // Stopped, or the person is another one.
    if (signal.aborted) return
    unsure = undefined
    if (accepted.credits !== undefined) noteCredits(accepted.credits)
    follow(request, accepted.jobs ?? [accepted.job], Date.now())
  } catch (problem) {
    if (signal.aborted) return
    if (isUnanswered(problem)) unsure = request
    // The key stands for something else by now, such as another default model.
    else if (isConflict(problem)) unsure = undefined
    // A refusal of the repetition, such as for too many requests, says nothing about the first one.
    const isUnsure = unsure?.key === request.key
    become({ kind: 'refused', request, problem, isUnsure })
    if (isUnsure) await lookForUnsure()
  }
}

/**
 * Cancels what still runs; what has just finished stays. A request that is under way is taken back, and shown
 * if it has arrived all the same.
 */
export async function stopDrawing(): Promise<void> {
  if (drawing.kind === 'asking') {
    unsure = drawing.request
    clearDrawing()
    await lookForUnsure()
    return
  }
  if (drawing.kind !== 'jobs') return
  const running = drawing.tiles.filter((tile) => !hasEnded(tile))
  const answers = await Promise.allSettled(
    running.map(({ jobId }) => call('POST /api/svg/generation-jobs/{id}/cancel', { params: { id: jobId } })),
  )
  for (const [at, answer] of answers.entries()) {
    const jobId = running[at]?.jobId
    if (answer.status === 'rejected' || jobId === undefined) continue
    const { job } = answer.value
    // Of balances that come side by side, nobody knows which is the latest.
    const credits = running.length === 1 ? answer.value.credits : undefined
    change(jobId, { ...storyOf(jobId), status: job.status, progress: 100, job, credits })
  }
  if (running.length > 1) await loadSession().catch(() => undefined)
  const failed = answers.find((answer) => answer.status === 'rejected' && !isConflict(answer.reason))
  if (failed?.status === 'rejected') throw failed.reason
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

/** A picture that was deleted leaves the table, if it is there. */
function noteDeleted(id: string): void {
  if (drawing.kind !== 'jobs') return
  const tiles = drawing.tiles.filter(({ story }) => story.job?.generation?.id !== id)
  if (tiles.length === 0) clearDrawing()
  else become({ ...drawing, tiles })
}

/** Takes everything from the table. */
function clearDrawing(): void {
  leave()
  forgetKeptDrawing()
  become({ kind: 'none' })
}

/** Finds what was begun before this page was opened, or in another tab. Called once somebody is signed in. */
async function findDrawing(): Promise<void> {
  const userId = readUserId()
  if (!isFree() || userId === undefined) return
  const kept = readKeptDrawing(userId)
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
  if (!newest || !isFree() || readUserId() !== userId) return
  const group = jobs.filter(
    ({ createdAt, prompt }) => createdAt === newest.createdAt && prompt === newest.prompt,
  )
  follow(requestOf(newest, group.length), group.reverse(), Math.min(Date.parse(newest.createdAt), Date.now()))
}

/** Keeps the table in step with the session and with other tabs. Called once. */
export function startDrawing(): void {
  let userId: string | undefined
  const forgetPerson = () => {
    if (userId !== undefined) clearDrawing()
    unsure = undefined
    userId = undefined
  }
  const look = () => {
    const session = readSession()
    if (session.kind === 'visitor') forgetPerson()
    if (session.kind !== 'user' || session.user.id === userId) return
    forgetPerson()
    userId = session.user.id
    findDrawing().catch(() => undefined)
  }
  subscribeToSession(look)
  look()
  onPictureDeleted(noteDeleted)
  onAnyJob(({ jobId, status }) => {
    if (status !== 'QUEUED' && status !== 'RUNNING') return
    if (!isFree() || jobId === '') return
    findDrawing().catch(() => undefined)
  })
}

/** Whether what is found may be put on the table. */
const isFree = () => drawing.kind === 'none' || (drawing.kind === 'refused' && drawing.isUnsure)

function readUserId(): string | undefined {
  const session = readSession()
  return session.kind === 'user' ? session.user.id : undefined
}

/** Without a connection it is found later: what runs is heard of. */
async function lookForUnsure(): Promise<void> {
  if (!isOffline()) await findDrawing().catch(() => undefined)
}

function follow(request: DrawRequest, jobs: readonly { id: string }[], startedAtMs: number): void {
  leave()
  if (unsure?.prompt === request.prompt) unsure = undefined
  become({
    kind: 'jobs',
    request,
    startedAtMs,
    tiles: jobs.map(({ id }) => ({ jobId: id, story: unheard })),
  })
  const userId = readUserId()
  if (userId !== undefined) keepDrawing({ userId, request, jobIds: jobs.map(({ id }) => id), startedAtMs })
  unfollow = jobs.map(({ id }) => followJob(id, (story) => hear(id, story)))
}

function hear(jobId: string, story: JobStory | undefined): void {
  if (story && !isDeleted(story)) {
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

/** Its picture was drawn, and is not there any more. */
const isDeleted = ({ status, job }: JobStory) => status === 'SUCCEEDED' && job?.generation === null

const isConflict = (problem: unknown) => problem instanceof ApiError && problem.status === 409

function leave(): void {
  abort.abort()
  for (const stop of unfollow) stop()
  unfollow = []
}

function become(next: Drawing): void {
  drawing = next
  for (const listener of listeners) listener()
}

const isUnfinished = ({ status }: Job) => status === 'QUEUED' || status === 'RUNNING'
