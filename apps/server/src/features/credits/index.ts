/**
 * credits: the balance of a user and the ledger that explains it. One statement always changes both the
 * balance on the user's row and the entry, so the balance is the sum of the entries at every moment. The
 * audit checks it.
 */
export { announceAudit } from './announce-audit.ts'
export { auditLedger, findingsPerRuleMax, isClean, type LedgerReport } from './audit-ledger.ts'
export { dailyCountFragments, takeDailyRefund } from './daily-count-store.ts'
export { expireCredits, giveExpiringCredits, readExpiring } from './expire-credits.ts'
export { giveMonthlyCredits } from './give-monthly-credits.ts'
export { auditLedgerJob, auditSchedule } from './jobs.ts'
export { type LedgerFinding, type LedgerRule, ledgerRules } from './ledger-rules.ts'
export { ledgerAudited } from './metric-events.ts'
export { readBalance } from './read-balance.ts'
export { type LedgerRow, readLedger, readLedgerPage } from './read-ledger.ts'
export { createSignupGrants, type SignupGrants } from './signup-grant-store.ts'
export { changeBalance, chargeFragments, takeBack } from './store.ts'
export { creditEntries, creditLots, creditReasons, signupGrants } from './tables.ts'
