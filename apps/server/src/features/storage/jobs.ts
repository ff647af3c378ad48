import { Type } from 'typebox'
import { defineJob } from '../../platform/queue/index.ts'

/**
 * Deletes objects that no picture refers to. Runs on a schedule, once in the cluster. What an interrupted run
 * has not done is due in the next one.
 */
export const sweepObjectsJob = defineJob({
  name: 'sweep-svg-objects',
  payload: Type.Object({}),
  timeoutMs: 10 * 60 * 1000,
})

export const sweepSchedule = { everyMs: 60_000 }

/**
 * Purges public files from the CDN. Runs on a schedule, once in the cluster. What an interrupted run has not
 * done is due again.
 */
export const purgeFilesJob = defineJob({
  name: 'purge-files',
  payload: Type.Object({}),
  timeoutMs: 5 * 60 * 1000,
})

export const purgeFilesSchedule = { everyMs: 5_000 }
