import { ApiError, hasEnded, type Job, type JobSnapshot, unknownJob } from '@chatsvg/client'
import type { DrawRequest } from './draw-request.ts'

export type Tile = { jobId: string; snapshot: JobSnapshot }

/**
 * The state of the canvas. `asking`: the request is in flight. `refused`: no job was created, or that is not
 * certain (`isUncertain`). `jobs`: one tile for each requested picture, running or ended.
 */
export type Drawing =
  | { kind: 'none' }
  | { kind: 'asking'; request: DrawRequest }
  | { kind: 'refused'; request: DrawRequest; problem: unknown; isUncertain: boolean }
  | { kind: 'jobs'; request: DrawRequest; tiles: readonly Tile[]; startedAtMs: number }

/** `unanswered`: a request that was sent without getting an answer. */
export type DrawingState = { drawing: Drawing; unanswered: DrawRequest | undefined }

export const noDrawing: DrawingState = { drawing: { kind: 'none' }, unanswered: undefined }

export const isTileDone = ({ snapshot }: Tile): boolean => hasEnded(snapshot)
export const isRunning = (drawing: Drawing): boolean =>
  drawing.kind === 'asking' || (drawing.kind === 'jobs' && !drawing.tiles.every(isTileDone))

/** Whether jobs that are found may be shown on the canvas. */
export const isCanvasFree = ({ drawing }: DrawingState): boolean =>
  drawing.kind === 'none' || (drawing.kind === 'refused' && drawing.isUncertain)

export const isConflict = (problem: unknown): boolean => problem instanceof ApiError && problem.status === 409

export const withRequest = (state: DrawingState, request: DrawRequest): DrawingState => ({
  ...state,
  drawing: { kind: 'asking', request },
})

/** The service has refused the request, or has not answered. */
export function withProblem(state: DrawingState, request: DrawRequest, problem: unknown): DrawingState {
  const unanswered = isUnanswered(problem)
    ? request
    : // The key belongs to another request now, such as with another default model.
      isConflict(problem)
      ? undefined
      : state.unanswered
  // A refusal of the repetition, such as for too many requests, says nothing about the first one.
  const isUncertain = unanswered?.key === request.key
  return { unanswered, drawing: { kind: 'refused', request, problem, isUncertain } }
}

export function withJobs(
  { unanswered }: DrawingState,
  request: DrawRequest,
  jobIds: readonly string[],
  startedAtMs: number,
): DrawingState {
  const tiles = jobIds.map((jobId) => ({ jobId, snapshot: unknownJob }))
  return {
    unanswered: unanswered?.prompt === request.prompt ? undefined : unanswered,
    drawing: { kind: 'jobs', request, startedAtMs, tiles },
  }
}

/** Updates a job. A job that has ended does not change any more. */
export function withSnapshot(state: DrawingState, jobId: string, snapshot: JobSnapshot): DrawingState {
  return mapTiles(state, (tile) => (tile.jobId === jobId && !isTileDone(tile) ? { jobId, snapshot } : tile))
}

/** The picture was published, or made private. */
export function withPrivacy(state: DrawingState, id: string, privacy: boolean): DrawingState {
  return mapTiles(state, (tile) => {
    const { job } = tile.snapshot
    if (!job?.generation || job.generation.id !== id) return tile
    const generation = { ...job.generation, privacy }
    return { ...tile, snapshot: { ...tile.snapshot, job: { ...job, privacy, generation } } }
  })
}

/** Removes tiles from the canvas. Without tiles it is empty. */
export function withoutTiles(state: DrawingState, isGone: (tile: Tile) => boolean): DrawingState {
  const { drawing } = state
  if (drawing.kind !== 'jobs' || !drawing.tiles.some(isGone)) return state
  const tiles = drawing.tiles.filter((tile) => !isGone(tile))
  return { ...state, drawing: tiles.length === 0 ? noDrawing.drawing : { ...drawing, tiles } }
}

/** Jobs that ended between the two states. */
export function listEnded(now: DrawingState, before: DrawingState): Job[] {
  if (now.drawing.kind !== 'jobs' || before.drawing.kind !== 'jobs') return []
  const running = new Set(before.drawing.tiles.filter((tile) => !isTileDone(tile)).map(({ jobId }) => jobId))
  return now.drawing.tiles.flatMap((tile) =>
    isTileDone(tile) && running.has(tile.jobId) && tile.snapshot.job ? [tile.snapshot.job] : [],
  )
}

/** There was no refusal, so the service may have accepted the request and charged for it. */
const isUnanswered = (problem: unknown) => !(problem instanceof ApiError) || problem.status >= 500

function mapTiles(state: DrawingState, change: (tile: Tile) => Tile): DrawingState {
  const { drawing } = state
  if (drawing.kind !== 'jobs') return state
  const tiles = drawing.tiles.map(change)
  return tiles.every((tile, at) => tile === drawing.tiles[at])
    ? state
    : { ...state, drawing: { ...drawing, tiles } }
}
