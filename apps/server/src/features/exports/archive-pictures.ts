import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { galleryErrors, listVisible, type RenderPng } from '../gallery/index.ts'
import { namePictures } from './file-names.ts'
import { findArchived, listMissing } from './missing-files.ts'
import { createPictureLister } from './send-archive.ts'
import type { ArchiveFile } from './write-archive.ts'

export type ArchivePicturesDeps = { db: Db; render: RenderPng }

/**
 * The files of an archive of pictures, in the order of their ids. Each picture is read and rendered when its
 * turn comes; one that is deleted in the meantime is left out. Pictures whose files are missing are named in
 * `missing.txt`.
 *
 * @throws AppError `svg_not_found` when there is a picture that the user may not see.
 */
export async function archivePictures(
  { db, render }: ArchivePicturesDeps,
  userId: string,
  ids: readonly string[],
): Promise<AsyncGenerator<ArchiveFile>> {
  const wanted = [...new Set(ids.map((id) => id.toLowerCase()))]
  const rows = new Map((await listVisible(db, wanted, userId)).map((row) => [row.id, row]))
  const found = wanted.flatMap((id) => rows.get(id) ?? [])
  if (found.length < wanted.length) throw new AppError(galleryErrors.svg_not_found.any)
  const names = namePictures(found.map(({ prompt }) => prompt))
  const listPictureFiles = createPictureLister(render)
  return (async function* listFiles() {
    const missing: string[] = []
    for (const [at, { id }] of found.entries()) {
      const file = names[at]?.file ?? String(at)
      const picture = await findArchived(db, id, userId)
      if (picture === 'missing') missing.push(file)
      else if (picture) yield* listPictureFiles({ file, svg: picture.svg }, userId)
    }
    yield* listMissing(missing)
  })()
}
