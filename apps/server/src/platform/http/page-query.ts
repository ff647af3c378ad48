import { decodeCursor, encodeCursor, type KeysetCursor } from '../db/index.ts'
import { AppError, platformErrors } from '../errors/index.ts'

export type LimitRange = { usual: number; max: number }

/** The parameters of one page of a list with a cursor. */
export type PageQuery = { limit: number; cursor: KeysetCursor | undefined }

/**
 * Reads where in a list to start and how many rows to return; a limit out of range is clamped.
 *
 * @throws AppError `invalid_page`, `invalid_cursor`.
 */
export function readPageQuery(input: { limit?: string; cursor?: string }, range: LimitRange): PageQuery {
  const limit = Math.min(Math.max(readWhole(input.limit, range.usual, 'limit'), 1), range.max)
  const cursor = input.cursor ? decodeCursor(input.cursor) : undefined
  if (input.cursor && !cursor)
    throw new AppError(platformErrors.invalid_cursor, { errorCode: 'INVALID_CURSOR' })
  return { limit, cursor }
}

/** @throws AppError `invalid_page` for a value that is not a whole number. */
export function readWhole(text: string | undefined, fallback: number, name: string): number {
  if (text === undefined || text === '') return fallback
  if (!/^-?\d{1,9}$/.test(text)) throw new AppError(platformErrors.invalid_page.number(name))
  return Number(text)
}

/** Makes a page from `limit` + 1 rows; the additional row says whether there are more. */
export function cutPage<Row extends KeysetCursor>(
  found: Row[],
  limit: number,
): { rows: Row[]; hasMore: boolean; nextCursor: string | null } {
  const rows = found.slice(0, limit)
  const hasMore = found.length > limit
  const last = rows.at(-1)
  return { rows, hasMore, nextCursor: hasMore && last ? encodeCursor(last) : null }
}
