import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { authorErrors } from './errors.ts'
import { readHandle } from './handle.ts'
import { findPublicAuthor, type PublicAuthor } from './store.ts'

/** The author with this handle, in upper or lower case; undefined if no user with a page has it. */
export const findNamedAuthor = (db: Db, handle: string): Promise<PublicAuthor | undefined> =>
  findPublicAuthor(db, String(readHandle(handle)))

/**
 * The author in the path of a route below /authors/:handle.
 *
 * @throws AppError `author_not_found`.
 */
export async function readNamedAuthor(db: Db, handle: string): Promise<PublicAuthor> {
  const author = await findNamedAuthor(db, handle)
  if (!author) throw new AppError(authorErrors.author_not_found)
  return author
}
