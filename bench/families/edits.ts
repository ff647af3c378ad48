import { runChild } from '../child.ts'
import type { Family } from '../family.ts'
import type { EditsAnswer, EditsTask } from '../limits/edits-process.ts'
import type { Row } from '../row.ts'

const tasks = [
  { what: 'one edit of 5 KB', bytes: 5_000, edits: 1, belowMs: 1 },
  { what: '50 edits of 50 KB', bytes: 50_000, edits: 50, belowMs: 5 },
]

export const edits: Family = {
  name: 'edits',
  purpose: 'applying edits to stored pictures, against sanitising the same picture once',
  async measure(stage) {
    const rows: Row[] = []
    for (const { what, bytes, edits: count, belowMs } of tasks) {
      const task: EditsTask = { bytes, edits: count, measureMs: stage.seconds * 1000 }
      const file = new URL('../limits/edits-process.ts', import.meta.url)
      const { editedMs, sanitisedMs, p99Ms, cpuMs } = await runChild<EditsAnswer>(file, task)
      rows.push({
        family: 'edits',
        what,
        value: editedMs,
        unit: 'ms',
        p50Ms: editedMs,
        p99Ms,
        cpuMs,
        // The changed picture goes through the policy, so one run of the policy is the lower bound.
        limits: [{ what: 'sanitising it once', value: sanitisedMs }],
        target: { below: belowMs },
      })
    }
    return rows
  },
}
