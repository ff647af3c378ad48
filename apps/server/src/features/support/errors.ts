export const supportErrorStatuses = {
  invalid_support_message: 400,
} as const satisfies Record<string, number>

export type SupportErrorCode = keyof typeof supportErrorStatuses
