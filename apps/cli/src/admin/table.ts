import { escapeControls } from '@chatsvg/server/platform/text'
import Table from 'cli-table3'

/** Two spaces separate columns, dashes separate the head from the rows; nothing is coloured or cut. */
const layout = {
  chars: {
    top: '',
    'top-mid': '',
    'top-left': '',
    'top-right': '',
    bottom: '',
    'bottom-mid': '',
    'bottom-left': '',
    'bottom-right': '',
    left: '',
    'left-mid': '',
    mid: '-',
    'mid-mid': '  ',
    right: '',
    'right-mid': '',
    middle: '  ',
  },
  style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
}

/** Lines with every column as wide as its widest cell is on a terminal, under a head. */
export function renderTable(head: string[], body: string[][]): string {
  const table = new Table({ ...layout, head })
  table.push(...body.map((cells) => cells.map(escapeCell)))
  return renderLines(table)
}

/** One object, with a line for each of its fields. */
export function renderFields(fields: Record<string, unknown>): string {
  const table = new Table(layout)
  table.push(...Object.entries(fields).map(([name, value]) => [name, escapeCell(String(value ?? '-'))]))
  return renderLines(table)
}

const escapeCell = (text: string) => escapeControls(text, 'one line')

const renderLines = (table: Table.Table) => table.toString().replaceAll(/ +$/gm, '')

/** The command for the next page, below a page that is not the last. */
export const renderPageEnd = (nextCursor: string | null) =>
  nextCursor ? `\n\nThere are more: --cursor ${nextCursor}` : ''
