/** What was measured of one kind of request. */
export type Figures = {
  requests: number
  p50Ms: number
  p99Ms: number
  /** Answers that must not occur, and requests without an answer, in words with their number. */
  faults: ReadonlyMap<string, number>
}

export type Measure = {
  /** Answers are measured from now on. */
  begin(): void
  add(kind: string, ms: number): void
  fail(kind: string, fault: string): void
  read(): Map<string, Figures>
}

export function createMeasure(): Measure {
  const times = new Map<string, number[]>()
  const faults = new Map<string, Map<string, number>>()
  return {
    begin: () => times.clear(),
    add(kind, ms) {
      const known = times.get(kind)
      if (known) known.push(ms)
      else times.set(kind, [ms])
    },
    fail(kind, fault) {
      const known = faults.get(kind) ?? new Map<string, number>()
      known.set(fault, (known.get(fault) ?? 0) + 1)
      faults.set(kind, known)
    },
    read() {
      const kinds = [...new Set([...times.keys(), ...faults.keys()])]
      return new Map(
        kinds.map((kind) => {
          const sorted = (times.get(kind) ?? []).sort((a, b) => a - b)
          const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN
          const figures = { requests: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99) }
          return [kind, { ...figures, faults: faults.get(kind) ?? new Map<string, number>() }]
        }),
      )
    },
  }
}
