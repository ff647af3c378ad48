export const recoveryErrorStatuses = {
  invalid_email: 400,
} as const satisfies Record<string, number>

export type RecoveryErrorCode = keyof typeof recoveryErrorStatuses
