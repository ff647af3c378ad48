export const sessionErrorStatuses = {
  invalid_credentials: 401,
  second_factor_required: 401,
  no_token: 401,
  invalid_token: 401,
  no_refresh_token: 401,
  invalid_refresh_token: 401,
  missing_credentials: 400,
  user_not_found: 404,
  session_not_found: 404,
  account_suspended: 403,
  wrong_password: 403,
  reauthentication_required: 403,
} as const satisfies Record<string, number>

export type SessionErrorCode = keyof typeof sessionErrorStatuses
