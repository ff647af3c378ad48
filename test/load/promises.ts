import type { Figures } from './measure.ts'

export type Balances = { compared: number; off: number }

export type Promised = { what: string; promised: string; found: string; kept: boolean }

/** Of the 99th percentile, in milliseconds, on a machine that has room for the users. */
const p99Max: Readonly<Record<string, number>> = {
  gallery: 250,
  search: 500,
  picture: 250,
  file: 250,
  history: 250,
  job: 250,
  'current user': 250,
  draw: 500,
  edit: 1_000,
}

/** What a service owes its users, and whether it gave it to them. */
export function judge(
  figures: ReadonlyMap<string, Figures>,
  jobs: { accepted: number; lost: number; failed: number },
  balances: Balances,
): Promised[] {
  const times = Object.entries(p99Max).flatMap(([kind, max]) => {
    const found = figures.get(kind)
    if (!found || found.requests === 0) return []
    const { requests, p50Ms, p99Ms } = found
    return {
      what: kind,
      promised: `p99 up to ${max} ms`,
      found: `${requests} requests, p50 ${Math.round(p50Ms)}, p99 ${Math.round(p99Ms)} ms`,
      kept: p99Ms <= max,
    }
  })
  const faults = [...figures].flatMap(([kind, found]) =>
    [...found.faults].map(([fault, count]) => `${count} × ${kind}: ${fault}`),
  )
  const done = figures.get('until the picture is there')
  return [
    ...times,
    {
      what: 'answers',
      promised: 'no refusal and no fault',
      found: faults.join('; ') || 'none',
      kept: faults.length === 0,
    },
    {
      what: 'jobs',
      promised: 'every accepted one ends',
      found: `${jobs.accepted} accepted, ${jobs.failed} failed, ${jobs.lost} lost${done ? `; p50 ${Math.round(done.p50Ms)}, p99 ${Math.round(done.p99Ms)} ms until the picture is there` : ''}`,
      kept: jobs.lost === 0,
    },
    {
      what: 'credits',
      promised: 'every balance is right',
      found: `${balances.compared} compared, ${balances.off} off`,
      kept: balances.off === 0,
    },
  ]
}

export function renderPromises(promises: readonly Promised[]): string {
  const cells = [
    ['what', 'promised', 'found', 'kept'],
    ...promises.map(({ what, promised, found, kept }) => [what, promised, found, kept ? 'yes' : 'NO']),
  ]
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  return cells
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
