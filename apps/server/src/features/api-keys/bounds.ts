export const bounds = {
  /** Of one user, without revoked and expired ones. */
  keysMax: 50,
  /** The same for apps. */
  appsMax: 50,
  monthlyCreditsMax: 1_000_000,
  originsMax: 20,
  addressesMax: 50,
  overlapSecondsUsual: 24 * 60 * 60,
  overlapSecondsMax: 30 * 24 * 60 * 60,
} as const
