import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { findVisible, type VisibleRow } from '../gallery/index.ts'
import { storageErrors } from '../storage/index.ts'
import type { ArchiveFile } from './write-archive.ts'

/** As `findVisible`, for an archive: one missing file does not end it. */
export const findArchived = (
  db: Db,
  id: string,
  userId: string,
): Promise<VisibleRow | 'missing' | undefined> =>
  findVisible(db, id, userId).catch((error: unknown) => {
    if (error instanceof AppError && error.code === storageErrors.svg_unavailable.code) return 'missing'
    throw error
  })

/** `missing.txt`, which names the pictures whose files are missing; nothing when there are none. */
export function* listMissing(names: readonly string[]): Generator<ArchiveFile> {
  if (names.length === 0) return
  const text = `The files of these pictures are missing. The operator has been told.\n\n${names.join('\n')}\n`
  yield { path: 'missing.txt', content: [text] }
}
