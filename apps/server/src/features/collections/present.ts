import { type AuthorName, presentAuthorName } from '../authors/index.ts'
import { type FileLinks, presentPublic } from '../gallery/index.ts'
import type { CollectedRow } from './picture-store.ts'
import type { CollectionRow, OwnCollectionRow } from './store.ts'

/** For the viewer whose counts and covers the row has. `authors` has the names of owners who have a page. */
export function presentCollection(
  row: CollectionRow & Partial<OwnCollectionRow>,
  viewerId: string | undefined,
  authors: ReadonlyMap<string, AuthorName>,
  links: FileLinks,
) {
  const { id, userId, name, description, privacy, pictures, createdAt, hasPicture } = row
  return {
    ...{ id, name, description, privacy, pictures },
    covers: row.covers.map((cover) => ({
      id: cover.id,
      svgUrl: links.svgUrl({
        ...cover,
        removedAt: cover.removedAt === null ? null : new Date(cover.removedAt),
      }),
    })),
    isOwn: userId === viewerId,
    createdAt: createdAt.toISOString(),
    ...presentAuthorName(authors.get(userId)),
    ...(hasPicture !== undefined && { hasPicture }),
  }
}

export function presentCollected(
  row: CollectedRow,
  links: FileLinks,
  authors: ReadonlyMap<string, AuthorName>,
) {
  return { ...presentPublic(row, links, authors), privacy: row.privacy, addedAt: row.addedAt.toISOString() }
}
