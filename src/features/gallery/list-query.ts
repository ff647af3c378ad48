import { styles } from '../../models/index.ts'
import { decodeCursor, type KeysetCursor } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'

/** Where in a list to start, and how many rows to give. A cursor wins over a page. */
export type ListQuery = {
  limit: number
  page: number
  cursor: KeysetCursor | undefined
  style: string | undefined
  model: string | undefined
  search: string | undefined
}

export type ListQueryInput = {
  limit?: string
  page?: string
  cursor?: string
  style?: string
  model?: string
  q?: string
}

export type LimitRange = { usual: number; max: number }

/** Rows that a page number may reach; beyond that only a cursor is quick. */
export const pagedRowsMax = 10_000
const searchCharsMax = 200

/**
 * @param knowsModel whether pictures of the model may exist.
 * @throws AppError `invalid_page`, `invalid_cursor`, `invalid_filter`.
 */
export function readListQuery(
  input: ListQueryInput,
  range: LimitRange,
  knowsModel: (id: string) => boolean,
): ListQuery {
  const limit = Math.min(Math.max(readInteger(input.limit, range.usual, 'limit'), 1), range.max)
  const page = Math.max(readInteger(input.page, 1, 'page'), 1)
  const cursor = input.cursor ? decodeCursor(input.cursor) : undefined
  if (input.cursor && !cursor)
    throw new AppError('invalid_cursor', 'Invalid cursor', { errorCode: 'INVALID_CURSOR' })
  if (!cursor && (page - 1) * limit >= pagedRowsMax) {
    throw new AppError('invalid_page', `Pages end at ${pagedRowsMax} rows. Use nextCursor to go further.`)
  }
  const { style, model } = input
  if (style && !(styles as readonly string[]).includes(style)) {
    throw new AppError('invalid_filter', `Invalid style. Must be one of: ${styles.join(', ')}`, {
      errorCode: 'INVALID_STYLE',
    })
  }
  if (model && !knowsModel(model))
    throw new AppError('invalid_filter', 'Invalid model', { errorCode: 'INVALID_MODEL' })
  const search = input.q?.trim().slice(0, searchCharsMax)
  return {
    limit,
    page,
    cursor,
    style: style || undefined,
    model: model || undefined,
    search: search || undefined,
  }
}

function readInteger(text: string | undefined, fallback: number, name: string): number {
  if (text === undefined || text === '') return fallback
  if (!/^-?\d{1,9}$/.test(text)) throw new AppError('invalid_page', `${name} must be a whole number`)
  return Number(text)
}
