import type { Db } from '../../platform/db/index.ts'
import { cutPage, readPageQuery } from '../../platform/http/index.ts'
import { pageLimits, readChoice } from './filter.ts'
import { type AdminPictureRow, pictureStates, readPictures } from './read-pictures.ts'

export type PictureListInput = { state?: string; limit?: string; cursor?: string }

/**
 * One page of the reported pictures, or of the hidden ones.
 *
 * @throws AppError `invalid_filter`, `invalid_page`, `invalid_cursor`.
 */
export async function listPictures(
  db: Db,
  input: PictureListInput,
): Promise<{ rows: AdminPictureRow[]; nextCursor: string | null }> {
  const { limit, cursor } = readPageQuery(input, pageLimits)
  const { state = 'reported' } = readChoice('state', input, pictureStates)
  const { rows, nextCursor } = cutPage(await readPictures(db, state, { cursor, limit: limit + 1 }), limit)
  return { rows: rows.map(({ picture }) => picture), nextCursor }
}
