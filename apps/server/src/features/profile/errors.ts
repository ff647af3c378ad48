import { defineErrors } from '../../platform/errors/index.ts'
import { nameTexts } from '../accounts/index.ts'

export const monthlyCreditsMax = 1_000_000_000

export const profileErrors = defineErrors({
  invalid_profile: {
    status: 400,
    text: {
      name: nameTexts,
      avatar: 'Avatar must be an https URL',
      monthlyCredits: `The monthly limit must be a whole number from 0 to ${monthlyCreditsMax}, or null`,
    },
  },
})
