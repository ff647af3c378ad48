import { defineFailpoints } from '../../platform/failpoints/index.ts'

/** The failpoints of a text that is written to the object storage, in their order. */
export const { names: storageFailpointNames, reach: reachFailpoint } = defineFailpoints([
  /** The row that announces the object is committed; there is no object. */
  'object.claimed',
  /** The object is written; no row of a picture refers to it. */
  'object.written',
  /** Objects are to be deleted, and are not deleted yet. */
  'object.removal_begun',
])
