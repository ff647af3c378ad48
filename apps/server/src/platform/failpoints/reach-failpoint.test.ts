import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type FailpointMessage, failpointChannelName, failpointNames, reachFailpoint } from './index.ts'

function listen(listener: (message: FailpointMessage) => void): void {
  const hear = (message: unknown) => listener(message as FailpointMessage)
  subscribe(failpointChannelName, hear)
  onTestFinished(() => {
    unsubscribe(failpointChannelName, hear)
  })
}

describe('a failpoint', () => {
  it('reaches its subscriber, with the job, before the work continues', () => {
    const heard: FailpointMessage[] = []
    listen((message) => heard.push(message))
    reachFailpoint('job.settled', { jobId: 'one' })
    expect(heard).toEqual([{ name: 'job.settled', jobId: 'one' }])
    reachFailpoint('accept.asked')
    expect(heard).toHaveLength(2)
  })

  it('does nothing without a subscriber', () => {
    expect(reachFailpoint('job.claimed', { jobId: 'one' })).toBeUndefined()
  })

  it('has a unique name', () => {
    expect(new Set(failpointNames).size).toBe(failpointNames.length)
  })
})
