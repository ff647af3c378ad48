import { defineErrors } from '../../platform/errors/index.ts'
import { strokeWidthRange } from '../jobs/index.ts'

/** The maximum of pictures in a set. */
export const setPicturesMax = 50

export const setErrors = defineErrors({
  invalid_prompts: { status: 400, text: `Prompts must be a list of 1 to ${setPicturesMax} prompts` },
  invalid_stroke_width: {
    status: 400,
    text: `Invalid stroke width. Must be a number from ${strokeWidthRange.min} to ${strokeWidthRange.max}`,
  },
  set_not_found: { status: 404, text: 'Set not found' },
  set_not_drawn: { status: 409, text: 'No picture of this set is finished yet' },
})
