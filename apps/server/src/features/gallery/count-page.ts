import type { ListedPage } from './list-page.ts'
import type { ListQuery } from './list-query.ts'

export type Pagination = {
  currentPage: number
  totalPages: number
  totalCount: number
  limit: number
  hasMore: boolean
}

export type CountedPage<Row> = { rows: Row[]; pagination: Pagination; nextCursor: string | null }

/**
 * A page with the length of its list, which is counted only if it does not follow from the page. Page numbers
 * are for older clients. A cursor costs the same at every depth.
 */
export async function countPage<Filter, Row>(
  { rows, hasMore, nextCursor, filter }: ListedPage<Filter, Row>,
  { limit, page, cursor }: ListQuery,
  count: (filter: Filter) => Promise<number>,
): Promise<CountedPage<Row>> {
  const shown = (cursor ? 0 : (page - 1) * limit) + rows.length + (hasMore ? 1 : 0)
  const isWhole = !cursor && !hasMore && (rows.length > 0 || page === 1)
  // A shared count may be some seconds old, so count at least the pictures of the page.
  const counted = isWhole || !filter ? shown : await count(filter)
  const totalCount = rows.length > 0 ? Math.max(counted, shown) : counted
  return {
    rows,
    pagination: { currentPage: page, totalPages: Math.ceil(totalCount / limit), totalCount, limit, hasMore },
    nextCursor,
  }
}
