import { styles } from '../../models/index.ts'
import { defineErrors, platformErrors, reworded } from '../../platform/errors/index.ts'
import {
  idempotencyKeyCharsMax,
  paletteColorsMax,
  picturesMax,
  promptChars,
  ratioMax,
  sidePx,
  versionsMax,
} from './bounds.ts'
import { jobStatuses } from './tables.ts'

const promptLength = `Prompt length must be between ${promptChars.min} and ${promptChars.max} characters`

export const jobErrors = defineErrors({
  email_not_verified: {
    status: 403,
    text: 'Please verify your email address first: we have sent you a link.',
  },
  invalid_prompt: {
    status: 400,
    text: {
      required: 'Prompt is required',
      minLength: promptLength,
      maxLength: promptLength,
      controls: 'Prompt contains control characters',
    },
  },
  forbidden_prompt: {
    status: 400,
    text: 'Prompt contains forbidden content. Please rephrase your request.',
  },
  invalid_style: { status: 400, text: `Invalid style. Must be one of: ${styles.join(', ')}` },
  invalid_model: {
    status: 400,
    text: (ids: readonly string[]) => `Invalid model. Must be one of: ${ids.join(', ')}`,
  },
  invalid_privacy: {
    status: 400,
    text: 'Invalid privacy. Must be true (private) or false (public)',
  },
  invalid_count: {
    status: 400,
    text: `Invalid count. Must be a whole number from 1 to ${picturesMax}`,
  },
  invalid_canvas: {
    status: 400,
    text: `Invalid size. Width and height must be whole numbers from ${sidePx.min} to ${sidePx.max}, and one at most ${ratioMax} times the other`,
  },
  invalid_background: {
    status: 400,
    text: 'Invalid background. Must be auto, none or an opaque CSS color',
  },
  invalid_palette: {
    status: 400,
    text: `Invalid palette. Must be a list of 1 to ${paletteColorsMax} opaque CSS colors`,
  },
  varied_picture_not_found: { status: 404, text: 'The picture to vary was not found' },
  no_more_variations: {
    status: 422,
    text: 'There are not that many other ways to draw this sentence. Ask for fewer pictures, choose another style, or add a detail.',
  },
  invalid_idempotency_key: {
    status: 400,
    text: `Idempotency key must be ${idempotencyKeyCharsMax} characters or fewer`,
  },
  invalid_status: { status: 400, text: `Invalid status. Must be one of: ${jobStatuses.join(', ')}` },
  insufficient_credits: {
    status: 402,
    text: 'You do not have enough credits to generate an SVG. Please purchase more credits and try again.',
  },
  monthly_limit_reached: {
    status: 402,
    text: 'You have reached the limit of credits for this month that you have set',
  },
  idempotency_key_reused: {
    status: 409,
    text: 'Idempotency key already used with different request parameters',
  },
  daily_limit_reached: { status: 429, text: 'Daily generation limit reached. Try again tomorrow.' },
  too_many_failures: {
    status: 429,
    text: 'Too many of your pictures of today could not be used. Try again tomorrow.',
  },
  too_many_jobs: {
    status: 429,
    text: 'Too many of your pictures are under way. Wait for one to be finished.',
  },
  too_many_versions: {
    status: 409,
    text: `This picture has ${versionsMax} versions. Delete some of them first.`,
  },
  job_not_found: { status: 404, text: 'Generation job not found' },
  job_succeeded: {
    status: 409,
    text: 'The picture is finished: there is nothing left to cancel.',
  },
})

export const generationLimited = reworded(
  platformErrors.rate_limited,
  'Generation limit reached. Please try again later.',
)
export const everyModelOff = reworded(platformErrors.service_unavailable, 'Every model is switched off')
