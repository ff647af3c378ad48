import type { Db } from '../../platform/db/index.ts'
import { searchWords } from '../gallery/index.ts'
import { encodeLikesCursor } from './likes-cursor.ts'
import {
  type LikedFilter,
  type LikedRow,
  type LikesCursor,
  listByLikes,
  listOfUserByLikes,
} from './read-most-liked.ts'

export type LikedRange = { cursor: LikesCursor | undefined; limit: number }

export type MostLikedQuery = LikedRange & {
  search: string | undefined
  style: string | undefined
  model: string | undefined
}

export type MostLikedPage = { rows: LikedRow[]; hasMore: boolean; nextCursor: string | null }

const nothing: MostLikedPage = { rows: [], hasMore: false, nextCursor: null }
/** If nothing is found, the first page reads up to this many steps further. */
const moreMax = 10

/**
 * Public pictures with likes, most liked first. A page may be shorter than its limit although there are more:
 * each request reads a bounded number of rows.
 */
export async function listMostLiked(db: Db, query: MostLikedQuery): Promise<MostLikedPage> {
  const { search, style, model, cursor, limit } = query
  if (search === undefined) return readPage(db, { style, model }, cursor, limit)
  const page = await searchWords(db, {
    search,
    isFirst: cursor === undefined,
    read: (words) => readPage(db, { style, model, words }, cursor, limit),
    async hasAny(words) {
      const { rows, hasMore } = await readPage(db, { style, model, words }, undefined, 1)
      return rows.length > 0 || hasMore
    },
  })
  return page ?? nothing
}

/** The public pictures of a user with likes, most liked first, of the newest ten thousand. */
export async function listMostLikedOf(
  db: Db,
  userId: string,
  { cursor, limit }: LikedRange,
): Promise<MostLikedPage> {
  return pageOf(await listOfUserByLikes(db, userId, cursor, limit + 1), limit, undefined)
}

async function readPage(
  db: Db,
  filter: LikedFilter,
  cursor: LikesCursor | undefined,
  limit: number,
): Promise<MostLikedPage> {
  let { rows: found, endedAt, words } = await listByLikes(db, filter, cursor, limit + 1)
  for (let more = 0; more < moreMax && !cursor && endedAt && found.length === 0; more += 1)
    ({ rows: found, endedAt, words } = await listByLikes(db, { ...filter, words }, endedAt, limit + 1))
  return pageOf(found, limit, endedAt)
}

/** @param found one more than `limit` if there are more. `endedAt`: how far the list was read. */
function pageOf(found: LikedRow[], limit: number, endedAt: LikesCursor | undefined): MostLikedPage {
  const rows = found.slice(0, limit)
  const end = found.length > limit ? rows.at(-1) : endedAt
  return { rows, hasMore: end !== undefined, nextCursor: end ? encodeLikesCursor(end) : null }
}
