/**
 * A limit of the machine, measured in the same run. `value: null` if it could not be measured, with the
 * reason.
 */
export type Limit = { what: string } & ({ value: number } | { value: null; why: string })

/** One measured figure, with its goal and its limits. */
export type Row = {
  family: string
  what: string
  /** null when it could not be measured here; `note` says why. */
  value: number | null
  unit: 'req/s' | 'jobs/s' | 'jobs/min' | 'calls/s' | 'frames/s' | 'MB/s' | 'MiB' | 'ms'
  p50Ms?: number
  p99Ms?: number
  /** CPU time of the service's process for one request, job or call. */
  cpuMs?: number
  /** In the unit of the row. */
  limits?: Limit[]
  target?: Target
  note?: string
}

/** The goal, on a machine with two cores. */
export type Target =
  | { atLeast: number; p99BelowMs?: number }
  | { below: number }
  /** Of the first limit. */
  | { ratioAtLeast: number }
  | { ratioAtMost: number }

/** Share of a limit that the row reaches; undefined if either was not measured. */
export function ratioTo(limit: Limit, row: Row): number | undefined {
  return limit.value === null || row.value === null ? undefined : row.value / limit.value
}

/** undefined if there is no goal, or nothing to compare with it. */
export function meetsTarget(row: Row): boolean | undefined {
  const { target, value } = row
  if (!target || value === null) return undefined
  if ('below' in target) return value < target.below
  if ('ratioAtLeast' in target || 'ratioAtMost' in target) {
    const [limit] = row.limits ?? []
    const ratio = limit && ratioTo(limit, row)
    if (ratio === undefined) return undefined
    return 'ratioAtLeast' in target ? ratio >= target.ratioAtLeast : ratio <= target.ratioAtMost
  }
  const { p99BelowMs = Number.POSITIVE_INFINITY } = target
  return value >= target.atLeast && (row.p99Ms ?? 0) < p99BelowMs
}

export function describeTarget(target: Target): string {
  if ('below' in target) return `< ${target.below}`
  if ('ratioAtLeast' in target) return `>= ${target.ratioAtLeast * 100} % of limit`
  if ('ratioAtMost' in target) return `<= ${target.ratioAtMost} x limit`
  const p99 = target.p99BelowMs === undefined ? '' : `, p99 < ${target.p99BelowMs}`
  return `>= ${target.atLeast.toLocaleString('en')}${p99}`
}
