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

describe('a step', () => {
  it('is heard, with the job it is about, before the work goes on', () => {
    const heard: FailpointMessage[] = []
    listen((message) => heard.push(message))
    reachFailpoint('job.settled', { jobId: 'one' })
    expect(heard).toEqual([{ name: 'job.settled', jobId: 'one' }])
    reachFailpoint('accept.asked')
    expect(heard).toHaveLength(2)
  })

  it('does nothing where nobody listens', () => {
    expect(reachFailpoint('job.claimed', { jobId: 'one' })).toBeUndefined()
  })

  it('has a name that no other has', () => {
    expect(new Set(failpointNames).size).toBe(failpointNames.length)
  })
})
