import type { Db } from '../../platform/db/index.ts'
import { cutPage } from '../../platform/http/index.ts'
import type { ListQuery } from './list-query.ts'
import { type ListedRow, type ListScope, listGenerations } from './store.ts'

export type ListedPage = { rows: ListedRow[]; hasMore: boolean; nextCursor: string | null }

/** One page of a list, without counting the whole. */
export async function listPage(db: Db, scope: ListScope, query: ListQuery): Promise<ListedPage> {
  const { limit, page, cursor, style, model, search, privacy } = query
  const offset = cursor ? 0 : (page - 1) * limit
  const found = await listGenerations(
    db,
    { scope, style, model, search, privacy },
    { cursor, offset, limit: limit + 1 },
  )
  return cutPage(found, limit)
}
