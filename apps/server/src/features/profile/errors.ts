export const profileErrorStatuses = {
  invalid_profile: 400,
} as const satisfies Record<string, number>

export type ProfileErrorCode = keyof typeof profileErrorStatuses
