export const followingErrorStatuses = { too_many_streams: 429 } as const satisfies Record<string, number>

export type FollowingErrorCode = keyof typeof followingErrorStatuses
