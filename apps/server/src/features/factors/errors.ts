export const factorErrorStatuses = {
  invalid_ticket: 401,
  invalid_code: 401,
  invalid_passkey: 401,
  wrong_code: 403,
  passkeys_unavailable: 404,
  passkey_not_found: 404,
  passkey_exists: 409,
  too_many_passkeys: 409,
  totp_on: 409,
  totp_off: 409,
  invalid_name: 400,
} as const satisfies Record<string, number>

export type FactorErrorCode = keyof typeof factorErrorStatuses
