import { motions } from '@chatsvg/svg'
import { defineErrors, platformErrors, reworded } from '../../platform/errors/index.ts'
import { cutSizes, exportLimits } from './limits.ts'

export const exportErrors = defineErrors({
  invalid_motion: { status: 400, text: `Invalid motion. Must be one of: ${motions.join(', ')}` },
  invalid_cut_size: {
    status: 400,
    text: `Invalid size. Choose ${cutSizes.min} to ${cutSizes.max} millimetres.`,
  },
  invalid_ids: {
    status: 400,
    text: `Ids must be a list of 1 to ${exportLimits.archivedMax} ids of pictures`,
  },
  picture_too_complex: { status: 422, text: 'This picture is too complex for this format.' },
  picture_not_single_colored: {
    status: 422,
    text: 'Only a picture of one opaque colour can take the colour of the text.',
  },
})

export const exportsLimited = reworded(
  platformErrors.rate_limited,
  'Too many exports at once. Please try again later.',
)
