import { verdicts } from './comparison.ts'
import type { Measured } from './measure.ts'

/** A table for each comparison, one line for each class, and the files that differ or were rejected. */
export function summarise(measured: readonly Measured[]): string {
  const names = [...new Set(measured.flatMap(({ comparisons }) => Object.keys(comparisons)))].sort()
  const groups = [...new Set(measured.map(({ group }) => group))].sort()
  const tables = names.map((name) => {
    const lines = [...groups, 'all'].map((group) => {
      const files = measured.filter((file) => group === 'all' || file.group === group)
      return writeLine(group, files, name)
    })
    return [name, header, ...lines, ''].join('\n')
  })
  return `${[...tables, ...measured.flatMap((file) => describeFaults(file))].join('\n')}\n`
}

const header = [
  'class',
  'files',
  'set aside',
  'refused',
  ...verdicts,
  'right',
  'bytes',
  'median ms',
  'worst ms',
]
  .map((title, index) => (index === 0 ? title.padEnd(24) : title.padStart(11)))
  .join('')

function writeLine(group: string, files: readonly Measured[], name: string): string {
  const seen = files.filter(({ setAside }) => setAside !== 'blank')
  const counts = verdicts.map(
    (verdict) => seen.filter((file) => file.comparisons[name]?.verdict === verdict).length,
  )
  const [same = 0, rounding = 0, tolerated = 0, different = 0] = counts
  const compared = same + rounding + tolerated + different
  const times = files.map(({ sanitiseMs }) => sanitiseMs).sort((a, b) => a - b)
  const kept = files.filter((file) => file.sanitisedBytes !== undefined)
  const before = kept.reduce((sum, file) => sum + file.sourceBytes, 0)
  const after = kept.reduce((sum, file) => sum + (file.sanitisedBytes ?? 0), 0)
  const cells = [
    files.length,
    files.filter(({ setAside }) => setAside !== undefined).length,
    files.filter(isRefused).length,
    ...counts,
    `${((100 * (compared - different)) / Math.max(1, compared)).toFixed(2)} %`,
    `${((100 * after) / Math.max(1, before)).toFixed(0)} %`,
    (times[Math.floor(times.length / 2)] ?? 0).toFixed(1),
    (times.at(-1) ?? 0).toFixed(0),
  ]
  return group.padEnd(24) + cells.map((cell) => String(cell).padStart(11)).join('')
}

/** A picture without visible content is no loss. */
const isRefused = ({ refusal, setAside }: Measured) => refusal !== undefined && setAside === undefined

function describeFaults(measured: Measured): string[] {
  const { file, refusal, setAside, comparisons, notes } = measured
  if (setAside !== undefined) return []
  const faults = Object.entries(comparisons)
    .filter(([, { verdict }]) => verdict === 'different' || verdict === 'unrendered')
    .map(([name, { verdict, reason, worst, shareUnexplained = 0 }]) => {
      const size =
        worst === undefined ? '' : ` ${(100 * shareUnexplained).toFixed(2)} % of the pixels, worst ${worst}`
      return `${name}: ${verdict}${size}${reason ? ` (${reason})` : ''}`
    })
  if (isRefused(measured)) faults.unshift(`refused: ${refusal}`)
  if (faults.length === 0) return []
  const told = notes.map(({ code, subject, count }) => `${code} ${subject}${count > 1 ? ` x ${count}` : ''}`)
  return [
    `${file}\n  ${faults.join('\n  ')}${told.length > 0 ? `\n  notes: ${told.slice(0, 12).join('; ')}` : ''}`,
  ]
}
