import { defineErrors, platformErrors, reworded } from '../../platform/errors/index.ts'

export const oauthErrors = defineErrors({
  last_sign_in_method: {
    status: 409,
    text: 'This is the only way into your account. Set a password or link another sign-in first',
  },
  provider_not_linked: { status: 404, text: 'This sign-in is not linked to your account' },
  oauth_not_configured: { status: 404, text: 'Signing in with this provider is not available' },
})

export const providerUnreachable = reworded(
  platformErrors.service_unavailable,
  'The provider cannot be reached at the moment',
)
