import { expect, it } from 'vitest'
import { notLive, withFollower, withPreview, withUserOf } from './live-state.ts'

const preview = (jobId: string, sequence = 1) => ({
  jobId,
  sequence,
  svg: `<svg id="${jobId}-${sequence}"/>`,
})

it('the last previews of the eight most recent jobs are kept', () => {
  let state = notLive
  for (let at = 0; at < 8; at += 1) state = withPreview(state, preview(`job ${at}`))
  state = withPreview(state, preview('job 0', 2))
  state = withPreview(state, preview('job 8'))
  expect(state.previews.size).toBe(8)
  expect(state.previews.has('job 1')).toBe(false)
  expect(state.previews.get('job 0')?.sequence).toBe(2)
})

it('another user sees no previews of the previous user', () => {
  const state = withUserOf(withPreview(notLive, preview('job')), true)
  expect([state.connection, state.previews.size]).toEqual(['lost', 0])
  expect(withUserOf(state, false).connection).toBe('closed')
})

it('a job is followed until its last follower stops', () => {
  const two = withFollower(withFollower(notLive, 'job', 1), 'job', 1)
  const one = withFollower(two, 'job', -1)
  expect([two, one].map(({ followers }) => followers.get('job'))).toEqual([2, 1])
  expect(withFollower(one, 'job', -1).followers.has('job')).toBe(false)
})
