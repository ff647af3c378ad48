import type { Counter, Gauge, Histogram } from 'prom-client'

export type About<Label extends string> = {
  /** By Prometheus's conventions: unit last, and `_total` for counters. */
  name: string
  help: string
  /**
   * Each label takes few values, known beforehand or bounded by the configuration: each combination is kept
   * as long as the process lives.
   */
  labels?: readonly Label[]
}

export type Exposition = { contentType: string; text: string }

/** A separate registry with the usual metrics of the process and of Node. */
export type Metrics = Disposable & {
  counter<Label extends string = never>(about: About<Label>): Counter<Label>
  /** @param read called before each rendering, to set the gauge. An error fails the rendering. */
  gauge<Label extends string = never>(
    about: About<Label>,
    read?: (gauge: Gauge<Label>) => void | Promise<void>,
  ): Gauge<Label>
  /** @param buckets upper bounds, in seconds for durations. */
  histogram<Label extends string = never>(about: About<Label>, buckets: readonly number[]): Histogram<Label>
  /** Every metric in the text format 0.0.4; those without a value only with their name. */
  render(): Promise<Exposition>
}

/** How often the delay of the event loop is measured. */
const loopPrecisionMs = 20

export async function openMetrics(): Promise<Metrics> {
  const client = await import('prom-client')
  const registry = new client.Registry()
  client.collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: loopPrecisionMs })
  const describe = <Label extends string>({ name, help, labels = [] }: About<Label>) => ({
    name,
    help,
    labelNames: labels,
    registers: [registry],
  })
  return {
    counter: (about) => new client.Counter(describe(about)),
    gauge(about, read) {
      const gauge: Gauge<never> = new client.Gauge({
        ...describe(about),
        ...(read && { collect: () => read(gauge) }),
      })
      return gauge
    },
    histogram: (about, buckets) => new client.Histogram({ ...describe(about), buckets: [...buckets] }),
    async render() {
      return { contentType: registry.contentType, text: await registry.metrics() }
    },
    [Symbol.dispose]: () => registry.clear(),
  }
}
