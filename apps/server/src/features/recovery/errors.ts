import { defineErrors } from '../../platform/errors/index.ts'
import { emailTexts } from '../accounts/index.ts'

export const recoveryErrors = defineErrors({
  invalid_email: { status: 400, text: { ...emailTexts, unchanged: 'This is your address already' } },
})
