import {
  auditLedger,
  findingsPerRuleMax,
  isClean,
  type LedgerFinding,
  type LedgerReport,
  ledgerRules,
} from '@chatsvg/server/features/credits'
import { type AdminCommand, exitStatuses } from './command.ts'
import { renderTable } from './table.ts'

export const verifyLedger: AdminCommand = {
  name: 'ledger verify',
  purpose: 'Proves that balances, charges, refunds and pictures agree.',
  details: `It only reads, holds nobody up, and may be asked while the service runs. What it finds is called by the rule that is broken:

${renderTable(['rule', 'what holds'], Object.entries(ledgerRules))}`,
  async run({ openDatabase, signal }) {
    const { db } = await openDatabase()
    const report = await auditLedger(db, signal)
    return {
      status: isClean(report) ? exitStatuses.good : exitStatuses.off,
      document: { clean: isClean(report), ...report },
      text: describeReport(report),
    }
  },
}

function describeReport(report: LedgerReport): string {
  const { users, entries, jobs } = report.checked
  const checked = `${count(users)} users, ${count(entries)} entries, ${count(jobs)} jobs`
  if (isClean(report)) return `The ledger is right: ${checked}.`
  const broken = Object.entries(report.broken).map(([rule, times]) => [rule, count(times)])
  return [
    renderTable(['rule', 'user', 'job', 'expected', 'found'], report.findings.map(renderFinding)),
    renderTable(['rule', 'times broken'], broken),
    `The ledger is off. Checked ${checked}; of each rule the first ${findingsPerRuleMax} are shown.`,
  ].join('\n\n')
}

function renderFinding({ rule, userId, jobId, expected, found }: LedgerFinding): string[] {
  return [rule, userId, jobId ?? '-', expected, found]
}

const count = (value: number) => value.toLocaleString('en')
