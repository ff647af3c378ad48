import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { galleryErrors } from './errors.ts'
import type { FileLinks, LinkQuery } from './file-links.ts'
import { findPicture, type PictureRow } from './store.ts'

/** A picture's file, and what gives access to it. */
export type OpenedFile =
  | { picture: PictureRow; by: 'everybody' | 'owner' | 'download' }
  | { picture: PictureRow; by: 'link'; secondsLeft: number }

/**
 * Everybody can open a public picture; its owner or a link opens a private one; its owner or a download link
 * of the owner opens a hidden one. A download needs its link for every picture, otherwise the link would work
 * for longer than its minute.
 * @param findViewerId called only when the viewer matters.
 * @throws AppError `svg_not_found`, the same for a missing picture and for one that may not be seen.
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
