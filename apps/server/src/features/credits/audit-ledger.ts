import type { Db } from '../../platform/db/index.ts'
import { auditUsers, findBatchEnd } from './audit-store.ts'
import type { LedgerFinding, LedgerRule } from './ledger-rules.ts'

export type LedgerReport = {
  checked: { users: number; entries: number; jobs: number }
  /** How often each rule is violated; rules without violations are absent. Empty: no violation. */
  broken: Partial<Record<LedgerRule, number>>
  /** The first findings of each rule, at most `findingsPerRuleMax`. */
  findings: LedgerFinding[]
}

/** The maximum of findings for each rule, so that a report is bounded even if every row is wrong. */
export const findingsPerRuleMax = 100

/** Rows for one statement: some tens of milliseconds, far below the statement timeout even on a cold disk. */
const batchRowsMax = 5_000

const firstId = '00000000-0000-0000-0000-000000000000'
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/**
 * Checks the rules of the ledger (`ledgerRules`) for every user, while the service runs. Users are read in
 * batches by id. Everything that belongs to one user is read in one snapshot, so work in progress is no
 * violation. The batch bounds the memory, however long the ledger is. Users who sign up during the audit may
 * be missed.
 *
 * @throws the abort reason of `signal`, between two batches.
 */
export async function auditLedger(
  db: Db,
  signal: AbortSignal,
  rowsMax: number = batchRowsMax,
): Promise<LedgerReport> {
  const report: LedgerReport = { checked: { users: 0, entries: 0, jobs: 0 }, broken: {}, findings: [] }
  for (let after = firstId; after !== lastId; ) {
    signal.throwIfAborted()
    const through = (await findBatchEnd(db, after, rowsMax)) ?? lastId
    addBatch(report, await auditUsers(db, { after, through }, findingsPerRuleMax))
    after = through
  }
  return report
}

export const isClean = ({ broken }: LedgerReport): boolean => Object.keys(broken).length === 0

function addBatch(report: LedgerReport, batch: Awaited<ReturnType<typeof auditUsers>>): void {
  report.checked.users += batch.users
  report.checked.entries += batch.entries
  report.checked.jobs += batch.jobs
  for (const finding of batch.findings) {
    const { rule } = finding
    const kept = report.findings.filter((earlier) => earlier.rule === rule).length
    if (kept < findingsPerRuleMax) report.findings.push(finding)
  }
  for (const [rule, count] of Object.entries(batch.broken) as [LedgerRule, number][])
    report.broken[rule] = (report.broken[rule] ?? 0) + count
}
