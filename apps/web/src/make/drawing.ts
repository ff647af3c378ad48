import { type JobSnapshot, unknownJob } from '@chatsvg/client'
import { create } from 'zustand'
import { type CallInput, call, createIdempotencyKey, isOffline, type Job } from '../api/index.ts'
import { followJob, onAnyJob } from '../live/index.ts'
import { deletedPictures } from '../picture/index.ts'
import { loadSession, readSession, setBalance, subscribeToSession } from '../session/index.ts'
import { type DrawRequest, isSameRequest, requestOf } from './draw-request.ts'
import {
  type Drawing,
  type DrawingState,
  isCanvasFree,
  isConflict,
  isRunning,
  isTileDone,
  listEnded,
  noDrawing,
  type Tile,
  withJobs,
  withoutTiles,
  withPrivacy,
  withProblem,
  withRequest,
  withSnapshot,
} from './drawing-state.ts'
import { clearStoredDrawing, readStoredDrawing, storeDrawing } from './stored-drawing.ts'

/**
 * The drawing belongs to the tab and not to the page: it continues while the user visits the gallery.
 */
const useDrawingState = create<DrawingState>(() => noDrawing)
const { getState, setState } = useDrawingState

export const useDrawing = (): Drawing => useDrawingState(({ drawing }) => drawing)

/** Aborts the request of the drawing on the canvas, and stops following its jobs. */
let current = new AbortController()

/** Calls back with every job on the canvas that ends. */
export function onDrawingEnd(listener: (job: Job) => void): () => void {
  return useDrawingState.subscribe((now, before) => {
    for (const job of listEnded(now, before)) listener(job)
  })
}

/**
 * Requests the pictures and follows their jobs to the end. If no answer came, the same request again returns
 * the jobs of the first one, if that arrived.
 */
export async function draw(wanted: DrawRequest): Promise<void> {
  const { drawing, unanswered } = getState()
  if (isRunning(drawing)) return
  const request =
    unanswered && isSameRequest(unanswered, wanted) ? { ...wanted, key: unanswered.key } : wanted
  // After a reload this request is restored, not the previous one.
  clearStoredDrawing()
  const signal = startNewDrawing()
  setState((state) => withRequest(state, request))
  const { key, model, options, ...rest } = request
  try {
    const accepted = await call('POST /api/svg/generate-svg', {
      body: { ...rest, ...options, ...(model !== undefined && { model }) },
      idempotencyKey: key,
      signal,
    })
    // The drawing was stopped, or another user has signed in.
    if (signal.aborted) return
    setState({ unanswered: undefined })
    if (accepted.credits !== undefined) setBalance(accepted.credits)
    const jobs = accepted.jobs ?? [accepted.job]
    follow(request, jobs.map(idOf), Date.now())
  } catch (problem) {
    if (signal.aborted) return
    setState((state) => withProblem(state, request, problem))
    if (getState().unanswered?.key === request.key) await findUnanswered()
  }
}

/**
 * Requests a picture that is traced from an image, and follows its job like that of a drawing.
 *
 * @throws ApiError the service refused. @throws UnreachableError no answer came.
 */
export async function drawTraced(body: CallInput<'POST /api/svg/trace'>['body']): Promise<void> {
  const { job, credits } = await call('POST /api/svg/trace', {
    body,
    idempotencyKey: createIdempotencyKey(),
  })
  if (credits !== undefined) setBalance(credits)
  follow(requestOf(job, 1), [job.id], Date.now())
}

/**
 * Cancels the running jobs; finished ones stay. A request in flight is aborted, and its jobs are shown if it
 * arrived nevertheless.
 */
export async function stopDrawing(): Promise<void> {
  const { drawing } = getState()
  if (drawing.kind === 'asking') {
    clearDrawing()
    setState({ unanswered: drawing.request })
    await findUnanswered()
  } else if (drawing.kind === 'jobs') {
    await cancel(drawing.tiles.filter((tile) => !isTileDone(tile)))
  }
}

async function cancel(running: readonly Tile[]): Promise<void> {
  const answers = await Promise.allSettled(
    running.map(({ jobId }) => call('POST /api/svg/generation-jobs/{id}/cancel', { params: { id: jobId } })),
  )
  for (const [at, answer] of answers.entries()) {
    const jobId = running[at]?.jobId
    if (answer.status === 'rejected' || jobId === undefined) continue
    const { job } = answer.value
    // It is not known which of several parallel balances is the latest.
    const credits = running.length === 1 ? answer.value.credits : undefined
    change(jobId, { ...snapshotOf(jobId), status: job.status, progress: 100, job, credits })
  }
  if (running.length > 1) await loadSession().catch(() => undefined)
  const failed = answers.find((answer) => answer.status === 'rejected' && !isConflict(answer.reason))
  if (failed?.status === 'rejected') throw failed.reason
}

/** Called after a picture on the canvas was published or made private. */
export const updatePrivacyOnCanvas = ({ id, privacy }: { id: string; privacy: boolean }): void =>
  setState((state) => withPrivacy(state, id, privacy))

/** Synchronises the canvas with the session and with other tabs. Called once. */
export function startDrawing(): void {
  let userId: string | undefined
  const clearUser = () => {
    if (userId !== undefined) clearDrawing()
    setState({ unanswered: undefined })
    userId = undefined
  }
  const update = () => {
    const session = readSession()
    if (session.kind === 'visitor') clearUser()
    if (session.kind !== 'user' || session.user.id === userId) return
    clearUser()
    userId = session.user.id
    findDrawing().catch(() => undefined)
  }
  subscribeToSession(update)
  update()
  deletedPictures.subscribe(({ hidden }) =>
    removeTiles(({ snapshot }) => hidden.has(snapshot.job?.generation?.id ?? '')),
  )
  onAnyJob(({ jobId, status }) => {
    if (status !== 'QUEUED' && status !== 'RUNNING') return
    if (!isCanvasFree(getState()) || jobId === '') return
    findDrawing().catch(() => undefined)
  })
}

function clearDrawing(): void {
  startNewDrawing()
  clearStoredDrawing()
  setState({ drawing: noDrawing.drawing })
}

function removeTiles(isGone: (tile: Tile) => boolean): void {
  const state = getState()
  const next = withoutTiles(state, isGone)
  if (next === state) return
  if (next.drawing.kind === 'none') clearDrawing()
  else setState(next)
}

/** Finds jobs that the user has requested before this page was opened, or in another tab. */
async function findDrawing(): Promise<void> {
  const userId = readUserId()
  if (!isCanvasFree(getState()) || userId === undefined) return
  const kept = readStoredDrawing(userId)
  if (kept) {
    follow(kept.request, kept.jobIds, kept.startedAtMs)
    return
  }
  const { jobs } = await call('GET /api/svg/generation-jobs', { query: { limit: 12 } })
  const newest = jobs.find((job) => isUnfinished(job) && isOwn(job))
  // A drawing that the user has started in the meantime stays.
  if (!newest || !isCanvasFree(getState()) || readUserId() !== userId) return
  const group = jobs.filter(
    ({ createdAt, prompt }) => createdAt === newest.createdAt && prompt === newest.prompt,
  )
  const startedAtMs = Math.min(Date.parse(newest.createdAt), Date.now())
  follow(requestOf(newest, group.length), group.reverse().map(idOf), startedAtMs)
}

/** Other members of the workspace draw on their own pages. */
function isOwn({ requestedBy }: Job): boolean {
  const session = readSession()
  const workspace = session.kind === 'user' ? session.user.workspace : undefined
  return !workspace || requestedBy === workspace.memberId
}

function readUserId(): string | undefined {
  const session = readSession()
  return session.kind === 'user' ? session.user.id : undefined
}

/** Without a connection the jobs are found later, by their events. */
async function findUnanswered(): Promise<void> {
  if (!isOffline()) await findDrawing().catch(() => undefined)
}

function follow(request: DrawRequest, jobIds: readonly string[], startedAtMs: number): void {
  const signal = startNewDrawing()
  setState((state) => withJobs(state, request, jobIds, startedAtMs))
  const userId = readUserId()
  if (userId !== undefined) storeDrawing({ userId, request, jobIds: [...jobIds], startedAtMs })
  for (const jobId of jobIds) {
    const remove = () => removeTiles((tile) => tile.jobId === jobId)
    const stop = followJob(
      jobId,
      (snapshot) => (isDeleted(snapshot) ? remove() : change(jobId, snapshot)),
      // The job belongs to another user, or was deleted.
      ({ status }) => status === 404 && remove(),
    )
    signal.addEventListener('abort', stop)
  }
}

function change(jobId: string, snapshot: JobSnapshot): void {
  const before = getState()
  setState((state) => withSnapshot(state, jobId, snapshot))
  if (getState() !== before && snapshot.credits !== undefined) setBalance(snapshot.credits)
}

function snapshotOf(jobId: string): JobSnapshot {
  const { drawing } = getState()
  const tile = drawing.kind === 'jobs' ? drawing.tiles.find((one) => one.jobId === jobId) : undefined
  return tile?.snapshot ?? unknownJob
}

/** Its picture was deleted in the meantime. */
const isDeleted = ({ status, job }: JobSnapshot) => status === 'SUCCEEDED' && job?.generation === null

/** @returns the signal of the new drawing. */
function startNewDrawing(): AbortSignal {
  current.abort()
  current = new AbortController()
  return current.signal
}

const isUnfinished = ({ status }: Job) => status === 'QUEUED' || status === 'RUNNING'
const idOf = ({ id }: { id: string }) => id
