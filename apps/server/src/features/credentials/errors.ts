export const credentialErrorStatuses = {
  invalid_password: 400,
  missing_fields: 400,
  invalid_reset_token: 400,
  invalid_verification_token: 400,
} as const satisfies Record<string, number>

export type CredentialErrorCode = keyof typeof credentialErrorStatuses
