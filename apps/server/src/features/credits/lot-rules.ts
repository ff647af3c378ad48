/** Credits that expire, as far as they were not used when this was last computed. */
export type Lot = { entryId: string; amount: number; remaining: number; expiresAt: Date }

/**
 * What remains of a user's lots after credits were used: they are taken from the lot that expires first, then
 * from the next, and from credits that do not expire last. All lots existed before these credits were used.
 *
 * @param used credits since the lots were last computed, 0 or more.
 * @param balance of the user now; the lots together never have more.
 * @returns the lots in the order in which they expire.
 */
export function spreadUsage(lots: readonly Lot[], used: number, balance: number): Lot[] {
  const ordered = lots.toSorted(
    (one, other) =>
      one.expiresAt.getTime() - other.expiresAt.getTime() || (one.entryId < other.entryId ? -1 : 1),
  )
  const held = ordered.reduce((sum, { remaining }) => sum + remaining, 0)
  let toTake = Math.max(used, held - balance)
  return ordered.map((lot) => {
    const taken = Math.min(lot.remaining, toTake)
    toTake -= taken
    return { ...lot, remaining: lot.remaining - taken }
  })
}
