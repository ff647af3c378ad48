import { type Db, encodeCursor } from '../../platform/db/index.ts'
import type { ListQuery } from './list-query.ts'
import { countGenerations, type ListedRow, type ListScope, listGenerations } from './store.ts'

export type Pagination = {
  currentPage: number
  totalPages: number
  totalCount: number
  limit: number
  hasMore: boolean
}

export type PicturePage = { rows: ListedRow[]; pagination: Pagination; nextCursor: string | null }

export type CountPictures = typeof countGenerations

/** One page of a list. Pages by number are for older clients; the cursor costs the same at any depth. */
export async function listPictures(
  db: Db,
  scope: ListScope,
  query: ListQuery,
  count: CountPictures = countGenerations,
): Promise<PicturePage> {
  const { limit, page, cursor, style, model, search } = query
  const filter = { scope, style, model, search }
  const offset = cursor ? 0 : (page - 1) * limit
  const [found, totalCount] = await Promise.all([
    listGenerations(db, filter, { cursor, offset, limit: limit + 1 }),
    count(db, filter),
  ])
  const rows = found.slice(0, limit)
  const hasMore = found.length > limit
  const last = rows.at(-1)
  return {
    rows,
    pagination: { currentPage: page, totalPages: Math.ceil(totalCount / limit), totalCount, limit, hasMore },
    nextCursor: hasMore && last ? encodeCursor(last) : null,
  }
}
