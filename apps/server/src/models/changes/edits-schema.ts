import { editSchema } from '@chatsvg/svg'
import type { JsonSchema } from '../llm/connected-model.ts'

/** The schema of a model's answer that changes a picture. */
export const editsSchema: JsonSchema = {
  type: 'object',
  properties: { edits: editSchema },
  required: ['edits'],
  additionalProperties: false,
}
