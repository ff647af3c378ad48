import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { describe, expect, it, onTestFinished } from 'vitest'
import { billingFailpointNames } from '../../features/billing/failpoints.ts'
import { drawingFailpointNames } from '../../features/drawing/failpoints.ts'
import { jobFailpointNames } from '../../features/jobs/failpoints.ts'
import { storageFailpointNames } from '../../features/storage/failpoints.ts'
import { defineFailpoints, type FailpointMessage, failpointChannelName } from './index.ts'

function listen(listener: (message: FailpointMessage) => void): void {
  const hear = (message: unknown) => listener(message as FailpointMessage)
  subscribe(failpointChannelName, hear)
  onTestFinished(() => {
    unsubscribe(failpointChannelName, hear)
  })
}

describe('a failpoint', () => {
  const { reach } = defineFailpoints(['test.begun', 'test.ended'])

  it('calls its subscribers, with the ids of the work, before the work continues', () => {
    const told: FailpointMessage[] = []
    listen((message) => told.push(message))
    reach('test.ended', { jobId: 'one' })
    expect(told).toEqual([{ name: 'test.ended', about: { jobId: 'one' } }])
    reach('test.begun')
    expect(told).toHaveLength(2)
  })

  it('does nothing without a subscriber', () => {
    expect(reach('test.begun', { jobId: 'one' })).toBeUndefined()
  })

  it('has a unique name', () => {
    const names = [
      ...jobFailpointNames,
      ...drawingFailpointNames,
      ...storageFailpointNames,
      ...billingFailpointNames,
    ]
    expect(new Set<string>(names).size).toBe(names.length)
  })
})
