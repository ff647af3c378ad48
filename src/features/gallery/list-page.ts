import type { Db } from '../../platform/db/index.ts'
import { cutPage } from '../../platform/http/index.ts'
import type { ListQuery } from './list-query.ts'
import { chooseNearWords, nearCharsMin } from './near-word.ts'
import { type ListedRow, type ListFilter, type ListScope, listGenerations } from './store.ts'
import { buildWordQuery } from './word-query.ts'
import { findLikelyWords, splitSearch } from './word-store.ts'

/** `filter` is what the page was read by; undefined where a search has no word that anything could have. */
export type ListedPage = {
  rows: ListedRow[]
  hasMore: boolean
  nextCursor: string | null
  filter: ListFilter | undefined
}

const nothing: ListedPage = { rows: [], hasMore: false, nextCursor: null, filter: undefined }

/**
 * One page of a list, without counting the whole. A search that finds nothing anywhere in the list finds what
 * has words like its own.
 */
export async function listPage(db: Db, scope: ListScope, query: ListQuery): Promise<ListedPage> {
  const { style, model, privacy, search } = query
  const filter = { scope, style, model, privacy }
  if (search === undefined) return readPage(db, filter, query)
  const written = await splitSearch(db, search)
  const words = buildWordQuery(written.map((word) => [word]))
  if (!words) return nothing
  const page = await readPage(db, { ...filter, words }, query)
  if (page.rows.length > 0) return page
  const isFirst = !query.cursor && query.page === 1
  if (!isFirst && (await readPage(db, { ...filter, words }, firstRow)).rows.length > 0) return page
  const near = await findNear(db, written)
  return near ? readPage(db, { ...filter, words: near }, query) : page
}

type Range = Pick<ListQuery, 'limit' | 'page' | 'cursor'>

const firstRow: Range = { limit: 1, page: 1, cursor: undefined }

async function readPage(db: Db, filter: ListFilter, { limit, page, cursor }: Range): Promise<ListedPage> {
  const offset = cursor ? 0 : (page - 1) * limit
  const found = await listGenerations(db, filter, { cursor, offset, limit: limit + 1 })
  return { ...cutPage(found, limit), filter }
}

/**
 * The search with every word that may be misspelt widened to those that are near it; undefined where none is.
 */
async function findNear(db: Db, written: string[]) {
  const likely = await findLikelyWords(
    db,
    written.filter((word) => word.length >= nearCharsMin && /^[\p{L}\p{M}]+$/u.test(word)),
  )
  const near = written.map((word) => [word, ...chooseNearWords(word, likely.get(word) ?? [])])
  return near.some((alternatives) => alternatives.length > 1) ? buildWordQuery(near) : undefined
}
