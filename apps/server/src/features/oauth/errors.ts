export const oauthErrorStatuses = {
  last_sign_in_method: 409,
  provider_not_linked: 404,
  oauth_not_configured: 404,
} as const satisfies Record<string, number>

export type OauthErrorCode = keyof typeof oauthErrorStatuses
