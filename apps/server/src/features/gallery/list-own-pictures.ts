import type { Db } from '../../platform/db/index.ts'
import { presentWhole } from './present.ts'
import { type ListedRow, listOwn, listWholeOf } from './store.ts'

/** Its SVG is null while its object is missing. */
export type WirePicture = ReturnType<typeof presentWhole<string | null>>

/** Smaller than the pages of other lists: one picture may have half a megabyte. */
const pageRows = 20

/**
 * Every picture of a user with its SVG, newest first, for the export of the user's data. Reads one page at a
 * time.
 */
export async function* listOwnPictures(db: Db, userId: string): AsyncGenerator<WirePicture> {
  let last: { createdAt: Date; id: string } | undefined
  for (;;) {
    const rows = await listWholeOf(db, userId, { cursor: last, limit: pageRows })
    for (const row of rows) yield presentWhole(row)
    if (rows.length < pageRows) return
    last = rows.at(-1)
  }
}

/** A user's newest pictures, each by its newest version, without their SVGs. */
export const listLatestOf = (db: Db, userId: string, limit: number): Promise<ListedRow[]> =>
  listOwn(db, { ownerId: userId }, { offset: 0, limit })
