import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { JobUpdate } from '../jobs/events.ts'
import type { JobState } from '../jobs/read-job-state.ts'
import {
  beforeAll,
  decodePosition,
  encodePosition,
  isAfter,
  type JobEvent,
  type JobPosition,
  positionOfEvent,
  positionOfState,
  startOfAttempt,
  theEnd,
} from './job-position.ts'

const position = fc
  .tuple(fc.integer({ min: 0, max: 4e12 }), fc.constantFrom<0 | 1>(0, 1), fc.nat(100), fc.nat(999))
  .map((parts): JobPosition => parts)

const state = (status: JobState['status'], era: number): JobState => ({
  id: 'x',
  status,
  lastStartedAt: era === 0 ? null : new Date(era),
  generationId: null,
  errorCode: null,
  errorMessage: null,
})

const running = (progress: number): JobUpdate => ({ jobId: 'x', status: 'RUNNING', progress })

it('a position that was written as an id is read as the same', () => {
  fc.assert(
    fc.property(position, (one) => {
      expect(decodePosition(encodePosition(one))).toEqual(one)
    }),
  )
  expect(decodePosition(encodePosition(theEnd))).toBe(theEnd)
})

it.each(['', 'END', '1', '1-2-3-4', '1-0-0', '1-0-0-0-0', '-1-0-0-0', '1-0--1-0', '1e3-0-0-0', ' 1-0-0-0'])(
  'the id %j was not made by this service',
  (text) => {
    expect(decodePosition(text)).toBeUndefined()
  },
)

it('of two positions that differ, one is after the other, and the end is after all', () => {
  fc.assert(
    fc.property(position, position, (one, other) => {
      const differ = one.join() !== other.join()
      expect(Number(isAfter(one, other)) + Number(isAfter(other, one))).toBe(differ ? 1 : 0)
      expect(isAfter(one, beforeAll)).toBe(true)
      expect(isAfter(theEnd, one)).toBe(true)
      expect(isAfter(one, theEnd)).toBe(false)
    }),
  )
})

it('each event of an attempt has a later position, and so have those of the next attempt', () => {
  const steps = fc.array(fc.constantFrom('progress', 'preview'), { maxLength: 30 })
  fc.assert(
    fc.property(fc.array(steps, { minLength: 1, maxLength: 4 }), (attempts) => {
      let at = positionOfState(state('QUEUED', 0))
      const go = (event: JobEvent) => {
        const next = positionOfEvent(event, at)
        expect(isAfter(next, at)).toBe(true)
        expect(decodePosition(encodePosition(next))).toEqual(next)
        at = next
      }
      for (const [index, attempt] of attempts.entries()) {
        const era = (index + 1) * 1_000
        const start = startOfAttempt(state('RUNNING', era))
        expect(isAfter(start, at)).toBe(true)
        expect(isAfter(positionOfState(state('RUNNING', era)), start)).toBe(true)
        at = start
        let [progress, sequence] = [0, 0]
        for (const step of attempt) {
          if (step === 'progress') progress += 1
          else sequence += 1
          go(step === 'progress' ? running(progress) : { jobId: 'x', svg: '<svg/>', sequence })
        }
        go({ jobId: 'x', status: 'QUEUED' })
        expect(at).toEqual(positionOfState(state('QUEUED', era)))
      }
      go({ jobId: 'x', status: 'FAILED' })
      expect(at).toBe(theEnd)
    }),
  )
})
