import { runChild } from '../child.ts'
import type { Family } from '../family.ts'
import type { PathsAnswer, PathsTask } from '../limits/paths-process.ts'
import type { Row } from '../row.ts'

const MB = 1_000_000

/**
 * Path data is most of a picture. Measures how fast its short form is written, and how long the first long
 * path of a process takes.
 */
export const paths: Family = {
  name: 'paths',
  purpose: 'writing path data short: throughput, and the first call on 1 MB after many short paths',
  async measure(stage) {
    const task: PathsTask = { measureMs: stage.seconds * 1000 }
    const answer = await runChild<PathsAnswer>(new URL('../limits/paths-process.ts', import.meta.url), task)
    return answer.flatMap(({ name, firstMs, writtenPerSecond, scannedPerSecond }): Row[] => [
      {
        family: 'paths',
        what: `writing ${name}`,
        value: writtenPerSecond / MB,
        unit: 'MB/s',
        // The cost of finding the end of the path, and of copying it.
        limits: [{ what: 'scanning alone', value: scannedPerSecond / MB }],
        target: { atLeast: 40 },
      },
      {
        family: 'paths',
        what: `first 1 MB of ${name}`,
        value: firstMs,
        unit: 'ms',
        target: { below: 30 },
      },
    ])
  },
}
