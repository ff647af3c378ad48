export const bounds = {
  /** Of one user. */
  webhooksMax: 10,
  urlCharsMax: 2_048,
  /** `credits.low` is sent when fewer are left. */
  lowCreditsUsual: 5,
  lowCreditsMax: 1_000_000,
  overlapSecondsUsual: 24 * 60 * 60,
  overlapSecondsMax: 30 * 24 * 60 * 60,
  /** Secrets that sign at a time; a further rotation ends the oldest. */
  secretsMax: 5,
  /** Attempts that the log of a delivery shows, the newest. */
  shownAttemptsMax: 50,
} as const
