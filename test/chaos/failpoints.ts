import type { billingFailpointNames } from '../../apps/server/src/features/billing/failpoints.ts'
import { drawingFailpointNames } from '../../apps/server/src/features/drawing/failpoints.ts'
import { jobFailpointNames } from '../../apps/server/src/features/jobs/failpoints.ts'
import { storageFailpointNames } from '../../apps/server/src/features/storage/failpoints.ts'

/** All failpoints of a picture, at which the storm ends processes. */
export const failpointNames = [...jobFailpointNames, ...drawingFailpointNames, ...storageFailpointNames]
export type FailpointName = (typeof failpointNames)[number] | (typeof billingFailpointNames)[number]
