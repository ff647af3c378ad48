import { defineErrors } from './define-errors.ts'

/** The errors that the platform itself answers with. */
export const platformErrors = defineErrors({
  malformed_request: {
    status: 400,
    text: { request: 'The request is malformed', body: 'The request body is not valid JSON' },
  },
  invalid_request: {
    status: 400,
    text: (what: string, problem = 'is invalid') => `${what || 'The request'} ${problem}`,
  },
  malformed_text: {
    status: 400,
    text: {
      bytes: 'The request body is not UTF-8',
      characters: 'The request has characters that are not allowed',
    },
  },
  invalid_cursor: { status: 400, text: 'Invalid cursor' },
  invalid_page: {
    status: 400,
    text: {
      number: (name: string) => `${name} must be a whole number`,
      end: (rowsMax: number) => `Pages end at ${rowsMax} rows. Use nextCursor to go further.`,
    },
  },
  no_token: { status: 401, text: 'No token provided' },
  invalid_token: { status: 401, text: 'Invalid token' },
  invalid_csrf_token: { status: 403, text: 'Invalid CSRF token' },
  foreign_origin: { status: 403, text: 'Invalid CSRF token' },
  misdirected_request: {
    status: 421,
    text: 'This service does not answer to that host. Its operator can name hosts in PUBLIC_URL or ALLOWED_HOSTS.',
  },
  not_found: { status: 404, text: 'Not found' },
  payload_too_large: { status: 413, text: 'The request body is too large' },
  unsupported_media_type: { status: 415, text: 'The request body must be JSON' },
  rate_limited: { status: 429, text: 'Too many requests. Please try again later.' },
  internal_error: { status: 500, text: 'Internal server error' },
  service_unavailable: { status: 503, text: 'Service unavailable' },
})
