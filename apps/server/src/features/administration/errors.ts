export const administrationErrorStatuses = {
  invalid_filter: 400,
  mfa_required: 403,
  proof_required: 403,
  model_not_found: 404,
  own_account: 409,
  last_model: 409,
  balance_out_of_range: 409,
  job_not_failed: 409,
} as const satisfies Record<string, number>

export type AdministrationErrorCode = keyof typeof administrationErrorStatuses
