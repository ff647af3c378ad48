export const accountErrorStatuses = {
  invalid_registration: 400,
  email_unavailable: 400,
  last_admin: 409,
} as const satisfies Record<string, number>

export type AccountErrorCode = keyof typeof accountErrorStatuses
