import type { Box } from '../art/bounds.ts'
import type { CopyOrder } from './layout-item.ts'

/**
 * Where `count` copies of a drawing stand inside a box of their own, largest that fits, last row centred; a
 * few that stand on a ground are one row.
 */
export function arrangeCopies(
  count: number,
  aspect: number,
  standing: boolean,
  order?: CopyOrder,
): { boxes: Box[]; width: number; height: number } {
  if (count <= 1) return { boxes: [{ x: 0, y: 0, width: aspect, height: 1 }], width: aspect, height: 1 }
  const rows =
    order === 'heap'
      ? heapRows(count)
      : (order === 'row' || order === 'apart') && count <= rowMax
        ? [count]
        : rowsFor(count, aspect, standing)
  const gap = order === 'heap' ? 0.04 : order === 'apart' ? 1.9 : 0.12
  // The rows of a heap cover the lower part of those behind them.
  const step = order === 'heap' ? 0.7 : 1 + gap
  const columns = Math.max(...rows)
  const width = columns * aspect + (columns - 1) * gap * aspect
  const height = 1 + (rows.length - 1) * step
  const boxes = rows.flatMap((inRow, row) => {
    const rowWidth = inRow * aspect + (inRow - 1) * gap * aspect
    return Array.from({ length: inRow }, (_, column) => ({
      x: (width - rowWidth) / 2 + column * aspect * (1 + gap),
      y: row * step,
      width: aspect,
      height: 1,
    }))
  })
  return { boxes, width, height }
}

/** With more copies, each would be tiny in one row. */
const rowMax = 8

/** The widest row is the lowest, and each row above it has one copy less, as far as the number allows. */
function heapRows(count: number): number[] {
  const widest = count <= 3 ? count : Math.ceil((Math.sqrt(8 * count + 1) - 1) / 2)
  const rows: number[] = []
  for (let rest = count, width = widest; rest > 0; width = Math.max(1, width - 1)) {
    rows.unshift(Math.min(rest, width))
    rest -= width
  }
  return rows
}

/** The sizes of the rows that give the squarest group. Three copies form a pyramid, as people expect. */
function rowsFor(count: number, aspect: number, standing: boolean): number[] {
  // On the ground, no copy floats above the others.
  if (standing && count <= 4 && aspect * count < 6) return [count]
  if (count === 2) return aspect > 1.8 ? [1, 1] : [2]
  if (count === 3 && aspect > 0.6 && aspect < 1.7) return [1, 2]
  let best: number[] = [count]
  let bestScore = -Infinity
  for (let columns = 1; columns <= count; columns++) {
    const rowCount = Math.ceil(count / columns)
    const size = Math.min(1 / (columns * aspect), 1 / rowCount)
    const waste = (columns * rowCount - count) / count
    const score = size * (1 - 0.25 * waste) * (columns >= rowCount ? 1.1 : 1)
    // Of equals the wider arrangement: canvases leave more room beside a group than above it.
    if (score >= bestScore - 1e-9) {
      bestScore = score
      best = spread(count, rowCount)
    }
  }
  return best
}

/**
 * Shares copies over rows as evenly as possible, the short rows first, so that a group stands on its widest
 * row.
 */
function spread(count: number, rowCount: number): number[] {
  const low = Math.floor(count / rowCount)
  const extra = count - low * rowCount
  return Array.from({ length: rowCount }, (_, row) => low + (row >= rowCount - extra ? 1 : 0))
}
