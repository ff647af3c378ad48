import { defineErrors, platformErrors, reworded } from '../../platform/errors/index.ts'
import { rendererLimits } from '../../platform/png/index.ts'

export const reportTextCharsMax = 500

export const galleryErrors = defineErrors({
  svg_not_found: { status: 404, text: { any: 'SVG not found', own: 'SVG generation not found' } },
  plan_not_found: { status: 404, text: 'This picture was not drawn from a plan' },
  invalid_filter: {
    status: 400,
    text: {
      choice: (name: string, choices: readonly string[]) =>
        `Invalid ${name}. Must be one of: ${choices.join(', ')}`,
      model: 'Invalid model',
      id: (name: string) => `Invalid ${name}. Must be an id`,
    },
  },
  invalid_size: { status: 400, text: `Invalid size. Choose 1 to ${rendererLimits.sizeMax} pixels.` },
  oembed_format: { status: 501, text: 'This format is not available. Ask for json.' },
  svg_not_renderable: { status: 422, text: 'This picture cannot be rendered at this size.' },
  picture_removed: { status: 409, text: 'An administrator has removed this picture.' },
  invalid_report: {
    status: 400,
    text: {
      maxLength: `Text is too long (max ${reportTextCharsMax} characters)`,
      controls: 'Text contains characters that are not allowed',
    },
  },
})

export const rendererBusy = reworded(
  platformErrors.service_unavailable,
  'Too many pictures are being rendered. Please try again.',
)
export const searchLimited = reworded(
  platformErrors.rate_limited,
  'Too many searches at once. Please try again later.',
)
export const downloadLimited = reworded(
  platformErrors.rate_limited,
  'Too many download requests. Please try again later.',
)
export const reportLimited = reworded(
  platformErrors.rate_limited,
  'Too many reports. Please try again later.',
)
