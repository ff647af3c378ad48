import { escapeControls } from '@chatsvg/server/platform/text'

/** Lines with every column as wide as its widest cell, below a header. */
export function renderTable(head: string[], body: string[][]): string {
  const rows = [head, ...body].map((cells) => cells.map((cell) => escapeControls(cell, 'one line')))
  const [first = [], ...others] = rows
  const widths = head.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)))
  const render = (cells: string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return [render(first), widths.map((width) => '-'.repeat(width)).join('  '), ...others.map(render)].join(
    '\n',
  )
}

/** One object, with a line for each of its fields. */
export function renderFields(fields: Record<string, unknown>): string {
  const names = Object.keys(fields)
  const width = Math.max(...names.map((name) => name.length))
  return names
    .map((name) => `${name.padEnd(width)}  ${escapeControls(String(fields[name] ?? '-'), 'one line')}`)
    .join('\n')
}

/** How to get the next page, below a page that is not the last. */
export const renderPageEnd = (nextCursor: string | null) =>
  nextCursor ? `\n\nThere are more: --cursor ${nextCursor}` : ''
