import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { galleryErrors } from '../gallery/index.ts'
import { listVersions, type VersionRow } from '../jobs/index.ts'

/**
 * The versions of a picture's tree that the viewer may see, oldest first. If the parent of a version is
 * hidden from the viewer, its nearest visible ancestor is listed as the parent.
 *
 * @throws AppError `svg_not_found`, also for a picture that the viewer may not see.
 */
export async function readVersions(
  db: Db,
  pictureId: string,
  viewerId: string | undefined,
): Promise<VersionRow[]> {
  const all = isUuid(pictureId) ? await listVersions(db, pictureId) : []
  const visible = showVersions(all, viewerId)
  if (!visible.some(({ id }) => id === pictureId)) throw new AppError(galleryErrors.svg_not_found.any)
  return visible
}

export function showVersions(all: readonly VersionRow[], viewerId: string | undefined): VersionRow[] {
  const isVisible = ({ privacy, userId }: VersionRow) => !privacy || userId === viewerId
  const byId = new Map(all.map((version) => [version.id, version]))
  // The order is oldest first, so the visible ancestor of a parent is known before its children need it.
  const ancestorOf = new Map<string, string | null>()
  for (const { id, parentId } of all) {
    const parent = byId.get(parentId ?? '')
    ancestorOf.set(id, parent ? (isVisible(parent) ? parent.id : (ancestorOf.get(parent.id) ?? null)) : null)
  }
  return all
    .filter(isVisible)
    .map((version) => ({ ...version, parentId: ancestorOf.get(version.id) ?? null }))
}
