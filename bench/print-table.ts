import { describeTarget, type Limit, meetsTarget, type Row, ratioTo } from './row.ts'

const headings = [
  'what',
  'value',
  'unit',
  'p50 ms',
  'p99 ms',
  'CPU ms',
  'limit beside it',
  'ratio',
  'target',
  'met',
]
/** Columns of numbers are right-aligned. */
const numeric = new Set(['value', 'p50 ms', 'p99 ms', 'CPU ms', 'ratio'])

/** The rows as text; a row with several limits has a line for each. */
export function renderTable(rows: Row[]): string {
  const lines = [headings, ...rows.flatMap(renderRow)]
  const widths = headings.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)))
  const render = (cells: string[]) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0
        return numeric.has(headings[column] ?? '') ? cell.padStart(width) : cell.padEnd(width)
      })
      .join('  ')
      .trimEnd()
  const [head = [], ...body] = lines
  return [render(head), widths.map((width) => '-'.repeat(width)).join('  '), ...body.map(render)].join('\n')
}

function renderRow(row: Row): string[][] {
  const [first, ...others] = row.limits ?? []
  const met = meetsTarget(row)
  const main = [
    row.what,
    row.value === null ? (row.note ?? 'not measured') : formatNumber(row.value),
    row.unit,
    formatNumber(row.p50Ms),
    formatNumber(row.p99Ms),
    formatNumber(row.cpuMs),
    ...limitCells(row, first),
    row.target ? describeTarget(row.target) : '',
    met === undefined ? '' : met ? 'yes' : 'NO',
  ]
  const more = others.map((limit) => ['', '', '', '', '', '', ...limitCells(row, limit), '', ''])
  const note = row.note && row.value !== null ? [[`  ${row.note}`, ...Array<string>(9).fill('')]] : []
  return [main, ...more, ...note]
}

function limitCells(row: Row, limit: Limit | undefined): [string, string] {
  if (!limit) return ['', '']
  if (limit.value === null) return [`${limit.what}: ${limit.why}`, '']
  return [`${limit.what} ${formatNumber(limit.value)}`, formatNumber(ratioTo(limit, row))]
}

/** More than three significant digits would not be reliable on a shared machine. */
function formatNumber(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return ''
  if (value >= 100) return Math.round(value).toLocaleString('en')
  return String(Number(value.toPrecision(3)))
}
