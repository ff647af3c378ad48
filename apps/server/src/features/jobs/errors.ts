export const jobErrorStatuses = {
  email_not_verified: 403,
  invalid_prompt: 400,
  forbidden_prompt: 400,
  invalid_style: 400,
  invalid_model: 400,
  invalid_privacy: 400,
  invalid_count: 400,
  invalid_idempotency_key: 400,
  invalid_status: 400,
  insufficient_credits: 402,
  idempotency_key_reused: 409,
  daily_limit_reached: 429,
  too_many_failures: 429,
  too_many_jobs: 429,
  job_not_found: 404,
  job_succeeded: 409,
} as const satisfies Record<string, number>

export type JobRequestErrorCode = keyof typeof jobErrorStatuses
