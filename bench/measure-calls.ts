/** Times of one call in milliseconds; `cpuMs` is this process' CPU time for it. */
export type Calls = { perSecond: number; p50Ms: number; p99Ms: number; cpuMs: number }

/** Calls with the inputs in turn, for half of `forMs` to warm up and then for `forMs`. */
export function measureCalls<Input>(
  inputs: readonly Input[],
  forMs: number,
  call: (input: Input) => unknown,
): Calls {
  repeat(inputs, forMs / 2, call)
  const cpuBefore = process.cpuUsage()
  const startedAtMs = performance.now()
  const timesMs = Float64Array.from(repeat(inputs, forMs, call)).sort()
  const elapsedMs = performance.now() - startedAtMs
  const { user, system } = process.cpuUsage(cpuBefore)
  const at = (share: number) => timesMs[Math.floor(timesMs.length * share)] ?? Number.NaN
  return {
    perSecond: timesMs.length / (elapsedMs / 1000),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    cpuMs: (user + system) / 1000 / timesMs.length,
  }
}

function repeat<Input>(inputs: readonly Input[], forMs: number, call: (input: Input) => unknown): number[] {
  const timesMs: number[] = []
  const endMs = performance.now() + forMs
  for (let at = 0; performance.now() < endMs; at = (at + 1) % inputs.length) {
    const startedAtMs = performance.now()
    call(inputs[at] as Input)
    timesMs.push(performance.now() - startedAtMs)
  }
  return timesMs
}
