import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { galleryErrors } from './errors.ts'
import type { FileLinks, LinkQuery } from './file-links.ts'
import { findPicture, type PictureRow } from './store.ts'

/** A picture's file, and by what right it is opened. */
export type OpenedFile =
  | { picture: PictureRow; by: 'everybody' | 'owner' | 'download' }
  | { picture: PictureRow; by: 'link'; secondsLeft: number }

/**
 * A public picture is opened by everybody, a private one by its owner or a link, one that was removed by its
 * owner or a download link of theirs. A download needs its link whatever the picture is, or the link would
 * outlive its minute.
 * @param findViewerId asked only where it matters.
 * @throws AppError `svg_not_found`, the same for what does not exist and for what may not be seen.
 */
export async function openFile(
  { db, links }: { db: Db; links: FileLinks },
  { id, query }: { id: string; query: LinkQuery },
  findViewerId: () => Promise<string | undefined>,
): Promise<OpenedFile> {
  const picture = isUuid(id) ? await findPicture(db, id) : undefined
  if (!picture) throw new AppError(galleryErrors.svg_not_found.any)
  const link = links.readLink(picture, query)
  if (query.purpose === 'download') {
    if (!link) throw new AppError(galleryErrors.svg_not_found.any)
    return { picture, by: 'download' }
  }
  if (!picture.privacy) return { picture, by: 'everybody' }
  if (link) return { picture, by: 'link', secondsLeft: link.secondsLeft }
  if ((await findViewerId()) === picture.userId) return { picture, by: 'owner' }
  throw new AppError(galleryErrors.svg_not_found.any)
}
