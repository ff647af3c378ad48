import { Type } from 'typebox'
import { defineJob } from '../../platform/queue/index.ts'

/** Stores the sums of the days that are over. Runs on a schedule, once in the cluster. */
export const closeDaysJob = defineJob({
  name: 'close-days',
  payload: Type.Object({}),
  timeoutMs: 60 * 60 * 1000,
})

/** Every day in UTC, when no statement of the day before can be running any more. */
export const closeDaysSchedule = { cron: '17 0 * * *' }
