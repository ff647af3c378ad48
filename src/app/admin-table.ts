/** Lines with every column as wide as its widest cell, under a head. */
export function renderTable(head: string[], body: string[][]): string {
  const rows = [head, ...body.map((cells) => cells.map(escapeControls))]
  const widths = head.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)))
  const render = (cells: string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return [
    render(head),
    widths.map((width) => '-'.repeat(width)).join('  '),
    ...rows.slice(1).map(render),
  ].join('\n')
}

/** One thing, a line for each of its facts. */
export function renderFields(fields: Record<string, unknown>): string {
  const names = Object.keys(fields)
  const width = Math.max(...names.map((name) => name.length))
  return names
    .map((name) => `${name.padEnd(width)}  ${escapeControls(String(fields[name] ?? '-'))}`)
    .join('\n')
}

/** How to go on, below a page that is not the last. */
export const renderPageEnd = (nextCursor: string | null) =>
  nextCursor ? `\n\nThere are more: --cursor ${nextCursor}` : ''

/**
 * What people wrote is shown in a terminal: control characters there move the cursor, and bidirectional ones
 * turn lines around.
 */
const escapeControls = (text: string) =>
  text.replaceAll(
    /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  )
