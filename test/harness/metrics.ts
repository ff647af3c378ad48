export type ReadMetrics = {
  text: string
  /** Every metric that the service defines, with or without a value. */
  names: string[]
  /** The sum of the samples that have these labels; undefined when there is none. */
  value(name: string, labels?: Record<string, string>): number | undefined
  /** The labels of the metric's samples, including those of a histogram's parts. */
  labelsOf(name: string): string[]
  /** Every value of a label, at this metric. */
  labelValues(name: string, label: string): string[]
}

type Sample = { name: string; labels: Record<string, string>; value: number }

/** A simulated Prometheus: scrapes the metrics and parses the text format 0.0.4. */
export async function readMetrics(url: string, token?: string): Promise<ReadMetrics> {
  const answer = await askForMetrics(url, token)
  const text = await answer.text()
  if (answer.status !== 200) throw new Error(`the metrics answered ${answer.status}: ${text}`)
  const samples = text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(readSample)
  return {
    text,
    names: [...text.matchAll(/^# TYPE (\w+) /gm)].map(([, name = '']) => name),
    value(name, labels = {}) {
      const found = samples.filter(
        (sample) =>
          sample.name === name &&
          Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
      )
      return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0)
    },
    labelsOf: (name) => [
      ...new Set(
        samples
          .filter(
            (sample) => sample.name.replace(/_(bucket|sum|count)$/, '') === name || sample.name === name,
          )
          .flatMap(({ labels }) => Object.keys(labels)),
      ),
    ],
    labelValues: (name, label) => [
      ...new Set(
        samples.filter((sample) => sample.name === name).flatMap(({ labels }) => labels[label] ?? []),
      ),
    ],
  }
}

export const askForMetrics = (url: string, token?: string): Promise<Response> =>
  fetch(url, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } })

function readSample(line: string): Sample {
  const [, name, labels = '', value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? []
  if (name === undefined || value === undefined) throw new Error(`no sample: ${line}`)
  const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)]
  return {
    name,
    labels: Object.fromEntries(pairs.map(([, key = '', text = '']) => [key, text])),
    value: Number(value),
  }
}
