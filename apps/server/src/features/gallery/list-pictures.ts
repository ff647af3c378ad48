import type { Db } from '../../platform/db/index.ts'
import { countPictures, type ListScope, listPage } from './list-page.ts'
import type { ListQuery } from './list-query.ts'
import type { ListedRow } from './store.ts'

export type Pagination = {
  currentPage: number
  totalPages: number
  totalCount: number
  limit: number
  hasMore: boolean
}

export type PicturePage = { rows: ListedRow[]; pagination: Pagination; nextCursor: string | null }

export type CountPictures = typeof countPictures

/**
 * One page of a list, and the length of the list. Page numbers are for older clients; the cursor costs the
 * same at every depth.
 */
export async function listPictures(
  db: Db,
  scope: ListScope,
  query: ListQuery,
  count: CountPictures = countPictures,
): Promise<PicturePage> {
  const { limit, page, cursor } = query
  const { rows, hasMore, nextCursor, filter } = await listPage(db, scope, query)
  const shown = (cursor ? 0 : (page - 1) * limit) + rows.length + (hasMore ? 1 : 0)
  const isWhole = !cursor && !hasMore && (rows.length > 0 || page === 1)
  // A shared count may be some seconds old, so count at least the pictures of the page.
  const counted = isWhole || !filter ? shown : await count(db, filter)
  const totalCount = rows.length > 0 ? Math.max(counted, shown) : counted
  return {
    rows,
    pagination: { currentPage: page, totalPages: Math.ceil(totalCount / limit), totalCount, limit, hasMore },
    nextCursor,
  }
}
