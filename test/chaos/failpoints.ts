import { drawingFailpointNames } from '../../apps/server/src/features/drawing/failpoints.ts'
import { jobFailpointNames } from '../../apps/server/src/features/jobs/failpoints.ts'

/** All failpoints of the service at which a plan can end a process. */
export const failpointNames = [...jobFailpointNames, ...drawingFailpointNames]
export type FailpointName = (typeof failpointNames)[number]
