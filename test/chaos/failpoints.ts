import { drawingFailpointNames } from '../../apps/server/src/features/drawing/failpoints.ts'
import { jobFailpointNames } from '../../apps/server/src/features/jobs/failpoints.ts'
import { storageFailpointNames } from '../../apps/server/src/features/storage/failpoints.ts'

/** All failpoints of the service at which a plan can end a process. */
export const failpointNames = [...jobFailpointNames, ...drawingFailpointNames, ...storageFailpointNames]
export type FailpointName = (typeof failpointNames)[number]
