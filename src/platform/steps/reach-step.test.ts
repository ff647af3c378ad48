import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { describe, expect, it, onTestFinished } from 'vitest'
import { reachStep, type StepMessage, stepChannelName, stepNames } from './index.ts'

function listen(listener: (message: StepMessage) => void): void {
  const hear = (message: unknown) => listener(message as StepMessage)
  subscribe(stepChannelName, hear)
  onTestFinished(() => {
    unsubscribe(stepChannelName, hear)
  })
}

describe('a step', () => {
  it('is heard, with the job it is about, before the work goes on', () => {
    const heard: StepMessage[] = []
    listen((message) => heard.push(message))
    reachStep('job.settled', { jobId: 'one' })
    expect(heard).toEqual([{ name: 'job.settled', jobId: 'one' }])
    reachStep('accept.asked')
    expect(heard).toHaveLength(2)
  })

  it('does nothing where nobody listens', () => {
    expect(reachStep('job.claimed', { jobId: 'one' })).toBeUndefined()
  })

  it('has a name that no other has', () => {
    expect(new Set(stepNames).size).toBe(stepNames.length)
  })
})
