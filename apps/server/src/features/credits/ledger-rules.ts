/**
 * Rules that balances, the ledger, jobs and pictures must satisfy at every moment, by the name under which a
 * violation is reported. The database itself refuses some violations; a restored or repaired database may
 * contain them nevertheless.
 *
 * There is no rule that the picture of a job which succeeded still exists. Its owner may have deleted it, and
 * that leaves the same rows as a loss.
 */
export const ledgerRules = {
  'balance-differs': 'a balance is the sum of its entries',
  'balance-negative': 'a balance is never below zero',
  'charge-missing': 'every job was charged',
  'charge-repeated': 'no job was charged twice',
  'charge-amount': 'a job was charged what its picture says that it cost',
  'refund-missing': 'a job that failed got its charge back, unless its owner stopped it and it stays charged',
  'refund-of-kept': 'a job that stays charged was not refunded, and was stopped by its owner',
  'refund-repeated': 'no job was refunded twice',
  'refund-undue': 'only a job that failed is refunded',
  'refund-of-picture': 'no refunded job has a picture',
  'refund-amount': 'a refund gives back what was charged',
  'entry-without-job': 'a charge or refund has its job',
  'entry-of-another': 'an entry and its job belong to one user',
  'payment-missing': 'a purchase, and what was taken back for a payment, has its payment, of the same user',
  'purchase-missing': 'a payment for a pack has one purchase, of its credits',
  'month-differs': 'a month of a plan has its entry, with its credits, and no entry is without a month',
  'taken-back-differs': 'what was taken back for a payment is what its entries say',
  'expired-undue': 'no more credits expired than were given to expire',
  'key-month-differs':
    'what a key, or a member of a workspace, has spent in a month is the sum of its charges, less refunds',
  'picture-missing': 'the picture that a job names is there, and is its own',
  'picture-undue': 'only a job that succeeded has a picture',
  'picture-unnamed': 'a job names the picture that it has',
  'picture-repeated': 'no job has two pictures',
  'picture-of-another': 'a picture and its job belong to one user',
} as const

export type LedgerRule = keyof typeof ledgerRules

/** One violation. `jobId` is null where the rule is about the user alone. */
export type LedgerFinding = {
  rule: LedgerRule
  userId: string
  jobId: string | null
  expected: string
  found: string
}
