import { defineFailpoints } from '../../platform/failpoints/index.ts'

/** The failpoints of a drawing, in the order in which it comes by them. */
export const { names: drawingFailpointNames, reach: reachFailpoint } = defineFailpoints([
  /** The model is about to be asked. */
  'job.model_started',
  'job.first_text',
  /** The model's answer is whole; nothing of it is stored. */
  'job.answered',
])
