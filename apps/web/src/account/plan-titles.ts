import type { SignedInUser } from '../api/index.ts'

export const planTitles: Record<SignedInUser['plan'], string> = {
  FREE: 'Free plan',
  CUSTOMER: 'Customer',
  UNLIMITED: 'Unlimited plan',
}
