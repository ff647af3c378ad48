import { ApiError, type Job, type JobSnapshot, UnreachableError } from '@chatsvg/client'
import { describe, expect, it } from 'vitest'
import type { DrawRequest } from './draw-request.ts'
import {
  isCanvasFree,
  isRunning,
  listEnded,
  noDrawing,
  withJobs,
  withoutTiles,
  withPrivacy,
  withProblem,
  withRequest,
  withSnapshot,
} from './drawing-state.ts'

const request: DrawRequest = {
  prompt: 'a red fox',
  style: 'flat',
  model: undefined,
  privacy: false,
  count: 2,
  options: {},
  key: 'first',
}

const createdAt = '2026-01-01T00:00:00.000Z'
const picture = { prompt: request.prompt, style: 'flat', model: 'composer', privacy: false, createdAt }
const job: Job = {
  ...picture,
  id: 'one',
  status: 'SUCCEEDED',
  startedAt: createdAt,
  finishedAt: createdAt,
  errorCode: null,
  errorMessage: null,
  generationId: 'picture',
  generation: { ...picture, id: 'picture', svg: '<svg/>' },
}

const running: JobSnapshot = {
  status: 'RUNNING',
  progress: 40,
  preview: '<svg/>',
  isRepair: false,
  job: undefined,
  credits: undefined,
}
const ended: JobSnapshot = { ...running, status: 'SUCCEEDED', progress: 100, job, credits: 9 }
const asking = withRequest(noDrawing, request)
const begun = withJobs(asking, request, ['one', 'two'], 0)

describe('a drawing', () => {
  it('runs from the request until every job has ended', () => {
    expect(isRunning(noDrawing.drawing)).toBe(false)
    expect(isRunning(asking.drawing)).toBe(true)
    const half = withSnapshot(begun, 'one', ended)
    expect(isRunning(half.drawing)).toBe(true)
    expect(isRunning(withSnapshot(half, 'two', { ...ended, status: 'FAILED' }).drawing)).toBe(false)
  })

  it('changes no job that has ended, nor one that it does not have', () => {
    const half = withSnapshot(begun, 'one', ended)
    expect(withSnapshot(half, 'one', running)).toBe(half)
    expect(withSnapshot(half, 'three', running)).toBe(half)
    expect(withSnapshot(noDrawing, 'one', running)).toBe(noDrawing)
  })

  it('reports each end of a job once', () => {
    const half = withSnapshot(begun, 'one', ended)
    expect(listEnded(half, begun)).toEqual([job])
    expect(listEnded(withSnapshot(half, 'two', running), half)).toEqual([])
    expect(
      listEnded(
        withoutTiles(half, ({ jobId }) => jobId === 'one'),
        half,
      ),
    ).toEqual([])
  })

  it('disappears with its last tile', () => {
    const one = withoutTiles(begun, ({ jobId }) => jobId === 'two')
    expect(one.drawing).toMatchObject({ kind: 'jobs', tiles: [{ jobId: 'one' }] })
    expect(withoutTiles(one, ({ jobId }) => jobId === 'two')).toBe(one)
    expect(withoutTiles(one, () => true).drawing).toEqual({ kind: 'none' })
  })

  it('shows the new privacy of a picture', () => {
    const made = withSnapshot(begun, 'one', ended)
    const changed = withPrivacy(made, 'picture', true)
    expect(changed.drawing).toMatchObject({
      tiles: [{ snapshot: { job: { privacy: true, generation: { id: 'picture', privacy: true } } } }, {}],
    })
    expect(withPrivacy(made, 'another', true)).toBe(made)
  })
})

describe('a request that was not accepted', () => {
  const refusal = (status: number) => new ApiError(status, {})

  it('has certainly created no job when the service refused it', () => {
    const state = withProblem(asking, request, refusal(402))
    expect(state).toMatchObject({ unanswered: undefined, drawing: { kind: 'refused', isUncertain: false } })
    expect(isCanvasFree(state)).toBe(false)
  })

  it.each([new UnreachableError('offline'), refusal(503)])('may have arrived after %s', (problem) => {
    const state = withProblem(asking, request, problem)
    expect(state).toMatchObject({ unanswered: request, drawing: { isUncertain: true } })
    expect(isCanvasFree(state)).toBe(true)
    expect(isCanvasFree(begun)).toBe(false)
  })

  it('stays uncertain when its repetition is refused, until its key belongs to another request', () => {
    const first = withProblem(asking, request, new UnreachableError('offline'))
    const again = withProblem(withRequest(first, request), request, refusal(429))
    expect(again).toMatchObject({ unanswered: request, drawing: { isUncertain: true } })
    const conflict = withProblem(withRequest(again, request), request, refusal(409))
    expect(conflict).toMatchObject({ unanswered: undefined, drawing: { isUncertain: false } })
  })

  it('is answered when jobs with the same prompt are found, and by no others', () => {
    const state = withProblem(asking, request, new UnreachableError('offline'))
    expect(withJobs(state, { ...request, key: 'found' }, ['one'], 0).unanswered).toBeUndefined()
    expect(withJobs(state, { ...request, prompt: 'a bird' }, ['one'], 0).unanswered).toEqual(request)
  })
})
