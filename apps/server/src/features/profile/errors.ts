import { defineErrors } from '../../platform/errors/index.ts'
import { nameTexts } from '../accounts/index.ts'

export const profileErrors = defineErrors({
  invalid_profile: { status: 400, text: { name: nameTexts, avatar: 'Avatar must be an https URL' } },
})
