import { invariants } from './check.ts'
import type { RowResult } from './run-fault.ts'
import type { Played } from './run-faults.ts'

const headings = [
  'fault',
  'queue',
  'verdict',
  'jobs',
  'ended',
  'ok/failed',
  'kills',
  'recovery ms',
  's',
  'what was done',
]
const numeric = new Set(['jobs', 'ended', 'kills', 'recovery ms', 's'])
const idsMax = 3

/** The faults as a text, with a line for each violated invariant. */
export function renderTable({ results, leftovers }: Played): string {
  const body = results.map((result) => [
    result.id,
    result.backend,
    result.verdict,
    String(result.jobs),
    String(result.ended),
    `${result.succeeded}/${result.failed}`,
    String(result.kills),
    result.longestRecoveryMs === undefined ? '' : result.longestRecoveryMs.toLocaleString('en'),
    (result.elapsedMs / 1_000).toFixed(1),
    `${result.title}: ${result.done}`,
  ])
  const widths = headings.map((head, at) =>
    Math.max(head.length, ...body.map((cells) => cells[at]?.length ?? 0)),
  )
  const render = (cells: string[]) =>
    cells
      .map((cell, at) => {
        const width = widths[at] ?? 0
        return numeric.has(headings[at] ?? '') ? cell.padStart(width) : cell.padEnd(width)
      })
      .join('  ')
      .trimEnd()
  const lines = body.flatMap((cells, at) => [render(cells), ...describeBroken(results[at])])
  return [
    render(headings),
    ...lines,
    '',
    ...describeTotals(results),
    ...leftovers.map((left) => `LEFT BEHIND: ${left}`),
  ].join('\n')
}

function describeBroken(result: RowResult | undefined): string[] {
  return (result?.broken ?? []).map(({ invariant, what, ids }) => {
    const rule = invariant === 'row' ? '' : ` (${invariant}: ${invariants[invariant]})`
    const shown = ids.slice(0, idsMax).join(', ')
    const more = ids.length > idsMax ? ` and ${ids.length - idsMax} more` : ''
    return `      BROKEN: ${what}${shown && `: ${shown}${more}`}${rule}`
  })
}

function describeTotals(results: RowResult[]): string[] {
  const sum = (pick: (result: RowResult) => number) =>
    results.reduce((total, result) => total + pick(result), 0)
  const count = (verdict: RowResult['verdict']) =>
    results.filter((result) => result.verdict === verdict).length
  return [
    `${sum((r) => r.jobs)} jobs, ${sum((r) => r.ended)} ended, ${sum((r) => r.succeeded)} succeeded, ${sum((r) => r.failed)} failed and refunded, ${sum((r) => r.kills)} kills`,
    `${count('held')} held, ${count('BROKEN')} broken, ${count('not run')} not run`,
  ]
}

/** Whether all invariants held, and no process was left. */
export const isWhole = ({ results, leftovers }: Played) =>
  leftovers.length === 0 && results.every(({ verdict }) => verdict !== 'BROKEN')
