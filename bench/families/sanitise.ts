import { runChild } from '../child.ts'
import type { Family } from '../family.ts'
import type { SanitiseAnswer, SanitiseTask } from '../limits/sanitise-process.ts'
import type { Row } from '../row.ts'

const sizes = [
  { name: '2 KB', bytes: 2_000 },
  { name: '50 KB', bytes: 50_000 },
]

export const sanitise: Family = {
  name: 'sanitise',
  purpose: 'sanitising 2 KB and 50 KB, against the bare XML parser and DOMPurify on the same text',
  async measure(stage) {
    const rows: Row[] = []
    for (const { name, bytes } of sizes) {
      const task: SanitiseTask = { bytes, measureMs: stage.seconds * 1000 }
      const file = new URL('../limits/sanitise-process.ts', import.meta.url)
      const { sanitised, parsed, purified } = await runChild<SanitiseAnswer>(file, task)
      const { perSecond: value, ...times } = sanitised
      rows.push({
        family: 'sanitise',
        what: `sanitising ${name}`,
        value,
        unit: 'calls/s',
        ...times,
        limits: [
          { what: 'saxes parsing alone', value: parsed.perSecond },
          // Not a limit: other libraries for the same purpose, in the same run.
          { what: 'DOMPurify, one reused jsdom window', value: purified.perSecond },
        ],
        target: { ratioAtLeast: 0.7 },
      })
    }
    return rows
  },
}
