import { defineFailpoints } from '../../platform/failpoints/index.ts'

/** The failpoints of a drawing, in the order in which a drawing reaches them. */
export const { names: drawingFailpointNames, reach: reachFailpoint } = defineFailpoints([
  /** The model is about to be called. */
  'job.model_started',
  'job.first_text',
  /** The model's answer is complete; nothing of it is stored. */
  'job.answered',
])
