/** Codes that the platform itself returns, and their statuses. */
export const platformErrorStatuses = {
  malformed_request: 400,
  invalid_request: 400,
  malformed_text: 400,
  invalid_cursor: 400,
  invalid_page: 400,
  invalid_csrf_token: 403,
  foreign_origin: 403,
  misdirected_request: 421,
  not_found: 404,
  payload_too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  internal_error: 500,
  service_unavailable: 503,
} as const satisfies Record<string, number>

export type PlatformErrorCode = keyof typeof platformErrorStatuses
