import { defineErrors, platformErrors, reworded } from '../../platform/errors/index.ts'
import { emailTexts } from '../accounts/index.ts'

export const supportCharsMax = { subject: 200, message: 5_000, contextUrl: 2_000, userAgent: 400 }

const required = 'Subject and message are required'
const tooLong = (what: string, max: number) => `${what} is too long (max ${max} characters)`

export const supportErrors = defineErrors({
  invalid_support_message: {
    status: 400,
    text: {
      type: 'Invalid support message type',
      subject: {
        required,
        maxLength: tooLong('Subject', supportCharsMax.subject),
        controls: 'Subject contains characters that are not allowed',
      },
      message: {
        required,
        maxLength: tooLong('Message', supportCharsMax.message),
        controls: 'Message contains characters that are not allowed',
      },
      email: {
        format: emailTexts.format,
        maxLength: emailTexts.maxLength,
        missing: 'Email is required when not logged in',
      },
      contextUrl: {
        format: 'Invalid context URL',
        maxLength: tooLong('Context URL', supportCharsMax.contextUrl),
      },
      userAgent: {
        type: 'Invalid user agent',
        maxLength: tooLong('User agent', supportCharsMax.userAgent),
      },
    },
  },
})

export const supportLimited = reworded(
  platformErrors.rate_limited,
  'Too many support messages. Please try again later.',
)
