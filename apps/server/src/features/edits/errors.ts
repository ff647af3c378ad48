import { defineErrors, platformErrors, reworded } from '../../platform/errors/index.ts'
import { vectorizerLimits } from '../../platform/vectorizer/index.ts'

/** Maximum of edits in one request. */
export const editsMax = 200
/** Bounds for the number of colours of a traced picture. */
export const tracedColors = { min: 2, max: 64 }
/** Maximum size of an uploaded SVG, as UTF-8. */
export const uploadBytesMax = 2 * 1024 * 1024
const { bytesMax: imageBytesMax, sideMax: imageSideMax } = vectorizerLimits
export const titleChars = { min: 1, max: 500 }

export const editErrors = defineErrors({
  invalid_edits: {
    status: 400,
    text: {
      neither: `Give a list of 1 to ${editsMax} edits, or an instruction`,
      list: `Edits must be a list of 1 to ${editsMax} edits`,
      edit: 'An edit is invalid',
    },
  },
  no_such_part: {
    status: 422,
    text: 'The target of an edit matches nothing in the picture. Nothing was changed.',
  },
  edit_not_possible: { status: 422, text: 'An edit is not possible. Nothing was changed.' },
  nothing_changed: { status: 422, text: 'The edits change nothing.' },
  edits_too_costly: { status: 422, text: 'The edits take too long. Nothing was changed.' },
  invalid_image: {
    status: 400,
    text: {
      missing: 'Image is required, as a file in the field "image"',
      unsupported: 'Image must be a PNG, JPEG or WebP file',
      tooLarge: `Image is too large (max ${imageSideMax} x ${imageSideMax} pixels, ${imageBytesMax / 1024 / 1024} MiB)`,
      detail: 'Detail must be low, medium or high',
      colors: `Colors must be a whole number between ${tracedColors.min} and ${tracedColors.max}`,
    },
  },
  svg_rejected: { status: 422, text: 'This SVG cannot be stored.' },
  invalid_upload: {
    status: 400,
    text: {
      svg: 'SVG is required',
      tooLarge: 'SVG is too large (max 2 MiB)',
      title: `Title length must be between ${titleChars.min} and ${titleChars.max} characters, without control characters`,
    },
  },
})

export const editsLimited = reworded(
  platformErrors.rate_limited,
  'Too many edits and uploads. Please try again later.',
)
